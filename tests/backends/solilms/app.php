<?php

// The application: Laravel as Debian packages it, with this folder's code. What it writes lies in SOLILMS_DATA.

require_once 'Illuminate/autoload.php';

spl_autoload_register(function (string $class) {
    $file = __DIR__ . '/src/' . str_replace(['SoliLms\\', '\\'], ['', '/'], $class) . '.php';
    if (is_file($file)) {
        require $file;
    }
});

$data = getenv('SOLILMS_DATA');
$_ENV['APP_SERVICES_CACHE'] = "$data/services.php";
$_ENV['APP_PACKAGES_CACHE'] = "$data/packages.php";

$app = new Illuminate\Foundation\Application(__DIR__);
$app->useStoragePath("$data/storage");
$app->singleton(Illuminate\Contracts\Http\Kernel::class, SoliLms\Kernel::class);
$app->singleton(Illuminate\Contracts\Console\Kernel::class, Illuminate\Foundation\Console\Kernel::class);
$app->singleton(
    Illuminate\Contracts\Debug\ExceptionHandler::class,
    Illuminate\Foundation\Exceptions\Handler::class
);

return $app;
