<?php

namespace SoliLms;

use Illuminate\Support\Facades\Cache;

/** What changed, waiting for a reader: each event reaches the first stream that asks, and is forgotten in two minutes. */
class CrudBus
{
    private const KEPT = 120; // seconds

    public static function publish(int $user, array $event): void
    {
        self::alone($user, function (string $key) use ($event) {
            Cache::put($key, [...Cache::get($key, []), $event], self::KEPT);
        });
    }

    public static function pull(int $user): array
    {
        return self::alone($user, fn (string $key) => Cache::pull($key, []));
    }

    /** Nobody else reads or writes this bus meanwhile; who dies here holds nobody up for long. */
    private static function alone(int $user, callable $work)
    {
        $key = "crud_bus_user_$user";

        return Cache::lock("$key.lock", 5)->block(30, fn () => $work($key));
    }
}
