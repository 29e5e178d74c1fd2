<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="csrf-token" content="{{ csrf_token() }}">
<title>Soli-LMS</title>
</head>
<body><div id="crud-table"></div></body>
</html>
