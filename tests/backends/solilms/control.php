<?php

// The tests' own door: what teachers and the programme do. Each line on standard input is an order {"do": NAME, ...},
// answered by one line. No real system has it.

use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Hash;
use Illuminate\Support\Facades\Schema;
use SoliLms\CrudBus;
use SoliLms\Notification;
use SoliLms\User;

const PEOPLE = ['admin', 'formateur', 'apprenant'];

$app = require __DIR__ . '/app.php';
$app->make(Illuminate\Contracts\Console\Kernel::class)->bootstrap();

/** Tables, and a person NAME@solilms.local with the password NAME-pass for each name. */
function prepare(): void
{
    if (Schema::hasTable('users')) {
        return;
    }
    Schema::create('users', function (Blueprint $table) {
        $table->id();
        $table->string('email')->unique();
        $table->string('password');
        $table->rememberToken();
    });
    Schema::create('notifications', function (Blueprint $table) {
        $table->id();
        $table->foreignId('user_id');
        $table->string('type');
        $table->string('title');
        $table->text('message');
        $table->json('data')->nullable();
        $table->boolean('is_read')->default(false);
        $table->timestamps();
    });
    foreach (PEOPLE as $name) {
        User::create(['email' => "$name@solilms.local", 'password' => Hash::make("$name-pass")]);
    }
}

function user(string $name): int
{
    return User::where('email', "$name@solilms.local")->firstOrFail()->id;
}

/** So many notifications at once; `fields` says what is different from the usual ones. */
function notify(string $user, int $count, array $fields): void
{
    $user = user($user);
    (new Notification)->getConnection()->transaction(function () use ($user, $count, $fields) {
        foreach (range(1, $count) as $number) {
            Notification::create($fields + [
                'user_id' => $user,
                'type' => 'evaluation',
                'title' => 'Évaluation publiée',
                'message' => "Notification n°$number",
                'data' => ['model' => 'RealisationTache', 'id' => $number],
                'is_read' => false,
            ]);
        }
    });
}

/** An event for the first stream of this person that asks; the payload is JSON text. */
function crud(string $user, string $event, string $payload): void
{
    CrudBus::publish(user($user), ['event' => $event, 'payload' => json_decode($payload, true)]);
}

/** Everybody is signed out; streams that are open stay open, as on the real system. */
function expire_sessions(): void
{
    array_map('unlink', glob(config('session.files') . '/*'));
}

prepare();
echo "READY\n";
while (($line = fgets(STDIN)) !== false) {
    $order = json_decode($line, true, 512, JSON_THROW_ON_ERROR);
    $do = $order['do'];
    unset($order['do']);
    $do(...$order);
    echo "DONE\n";
}
