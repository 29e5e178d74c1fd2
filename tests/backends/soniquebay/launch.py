import json
import signal
import subprocess

from parts import process
from parts.environment import environment
from parts.system import WithRedis


class SoniqueBay(WithRedis):
    """FastAPI, redis.asyncio and uvicorn"""

    ORDERS = WithRedis.ORDERS | {"worker"}

    def __init__(self, options):
        super().__init__(options)
        self.python = environment(self.app / "requirements.txt")
        self.env |= {"SONIQUEBAY_REDIS": self.redis.url}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.workers = self.run(self.python, "worker.py", **pipes)

    def serve(self):
        return self.run(
            *[self.python, "-m", "uvicorn", "api:app", "--host", "127.0.0.1", "--port", str(self.port)],
            *["--timeout-graceful-shutdown", "1", "--log-level", "warning", "--no-access-log"],
        )

    def worker(self, **order):
        """Passes an order on to worker.py."""
        self.workers.stdin.write(json.dumps(order) + "\n")
        self.workers.stdin.flush()
        if self.workers.stdout.readline().strip() != "DONE":
            raise RuntimeError("the worker has ended")

    def end(self):
        process.end(self.workers, signal.SIGKILL)
        super().end()


SYSTEM = SoniqueBay
