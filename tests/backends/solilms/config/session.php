<?php

return [
    'driver' => 'file',
    'files' => storage_path('sessions'),
    'lifetime' => 120, // minutes
    'expire_on_close' => false,
    'encrypt' => false,
    'lottery' => [0, 100],
    'cookie' => 'soli_lms_session',
    'path' => '/',
    'domain' => null,
    'secure' => false,
    'http_only' => true,
    'same_site' => 'lax',
];
