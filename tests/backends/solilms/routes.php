<?php

use Illuminate\Support\Facades\Route;
use SoliLms\Login;
use SoliLms\Stream;

Route::get('/login', [Login::class, 'form'])->name('login');
Route::post('/login', [Login::class, 'enter']);

Route::middleware('auth')->group(function () {
    Route::get('/stream/app', Stream::class);
    Route::get('/realisation-taches', fn () => view('tasks'));
});
