<?php

namespace SoliLms;

use Illuminate\Http\Request;

/** The one stream of a page: looks every few seconds for what is new. Between that it says nothing at all. */
class Stream
{
    private const BATCH = 50;

    public function __invoke(Request $request)
    {
        $user = $request->user()->id;
        // Only the address says where to go on: the Last-Event-ID header is not looked at.
        $last = (int) $request->query('last_id', 0);
        $turn = (float) getenv('SOLILMS_TURN');

        return response()->stream(fn () => $this->run($user, $last, $turn), 200, [
            'Content-Type' => 'text/event-stream',
            'Cache-Control' => 'no-cache',
            'X-Accel-Buffering' => 'no',
        ]);
    }

    private function run(int $user, int $last, float $turn): void
    {
        // No blank line after it, as on the real system: it belongs to the block of the first event.
        echo "retry: 5000\n";
        while (!connection_aborted()) {
            $last = $this->news($user, $last);
            foreach (CrudBus::pull($user) as $event) {
                $this->tell($event['event'], $event['payload']);
            }
            usleep((int) ($turn * 1e6));
        }
    }

    /** The next notifications after the last one; returns which is the last now. */
    private function news(int $user, int $last): int
    {
        $news = Notification::where('user_id', $user)->where('id', '>', $last);
        $news = $news->orderBy('id')->limit(self::BATCH)->get();
        if ($news->isEmpty()) {
            return $last;
        }
        $last = (int) $news->max('id');
        $this->tell('notif', ['items' => $news, 'last_id' => $last]);

        return $last;
    }

    private function tell(string $event, array $payload): void
    {
        echo "event: $event\n", 'data: ', json_encode($payload), "\n\n";
        if (ob_get_level()) {
            ob_flush();
        }
        flush();
    }
}
