import json
import signal
import subprocess

from parts import process
from parts.system import System

# PHP's server starts its workers as processes of its own and leaves them behind when it is killed: the shell does not.
KEEPER = ["sh", "-c", 'trap "kill -KILL 0" TERM; "$@" & wait', "keeper"]
FOLDERS = ("cache", "sessions", "views")


class SoliLms(System):
    """Laravel and PHP's own server"""

    ORDERS = System.ORDERS | {"control", "buffer"}

    @staticmethod
    def arguments(parser):
        parser.add_argument("--turn", type=float, default=3, help="seconds between two looks at what is new")
        parser.add_argument("--workers", type=int, default=12, help="each stream holds one")
        parser.add_argument("--buffered", action="store_true", help="PHP's output buffering as in its php.ini")

    def __init__(self, options):
        super().__init__(options)
        self.buffered = options.buffered
        self.php = process.installed("php")
        self.env |= {
            "SOLILMS_DATA": str(self.data),
            "SOLILMS_TURN": str(options.turn),
            "PHP_CLI_SERVER_WORKERS": str(options.workers),
        }
        for folder in FOLDERS:
            (self.data / "storage" / folder).mkdir(parents=True, exist_ok=True)
        (self.data / "storage/database.sqlite").touch()
        self.door = self.run(self.php, "control.php", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._heard("READY")

    def serve(self):
        buffering = f"output_buffering={4096 if self.buffered else 0}"
        settings = ["-d", buffering, "-d", "max_execution_time=0"]
        command = [*KEEPER, self.php, *settings, "-S", f"127.0.0.1:{self.port}", "server.php"]
        return self.run(*command, dying=signal.SIGTERM)

    def buffer(self, on):
        """From the next start on: headers and events wait until there is an event, or much."""
        self.buffered = on

    def control(self, **order):
        """Passes an order on to control.php."""
        order["do"] = order.pop("what")
        self.door.stdin.write(json.dumps(order) + "\n")
        self.door.stdin.flush()
        self._heard("DONE")

    def _heard(self, word):
        line = self.door.stdout.readline()
        if line.strip() != word:
            raise RuntimeError(f"control.php: {line or 'it has ended'}")

    def end(self):
        process.end(self.door, signal.SIGKILL)
        super().end()


SYSTEM = SoliLms
