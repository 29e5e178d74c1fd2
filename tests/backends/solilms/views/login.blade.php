<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="csrf-token" content="{{ csrf_token() }}">
<title>Soli-LMS</title>
</head>
<body>
<form method="POST" action="/login">
  @csrf
    <label>Courriel <input type="email" name="email" value="{{ old('email') }}" required></label>
  <label>Mot de passe <input type="password" name="password" required></label>
  <label><input type="checkbox" name="remember"> Se souvenir de moi</label>
  <button type="submit">Connexion</button>
</form>
</body>
</html>
