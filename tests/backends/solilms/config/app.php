<?php

use Illuminate as I;

return [
    'name' => 'Soli-LMS',
    'env' => 'production',
    'debug' => false,
    'timezone' => 'UTC',
    'locale' => 'fr',
    'fallback_locale' => 'en',
    'key' => 'only-for-tests-and-never-secret!',
    'cipher' => 'AES-256-CBC',
    'providers' => [
        I\Auth\AuthServiceProvider::class,
        I\Cache\CacheServiceProvider::class,
        I\Cookie\CookieServiceProvider::class,
        I\Database\DatabaseServiceProvider::class,
        I\Encryption\EncryptionServiceProvider::class,
        I\Filesystem\FilesystemServiceProvider::class,
        I\Foundation\Providers\FoundationServiceProvider::class,
        I\Hashing\HashServiceProvider::class,
        I\Session\SessionServiceProvider::class,
        I\Translation\TranslationServiceProvider::class,
        I\Validation\ValidationServiceProvider::class,
        I\View\ViewServiceProvider::class,
        SoliLms\Routes::class,
    ],
];
