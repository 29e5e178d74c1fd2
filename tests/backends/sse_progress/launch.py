import signal
import subprocess

from parts import process
from parts.django import WithDatabase
from parts.system import WithRedis


class SseProgress(WithDatabase, WithRedis):
    """Django and django-eventstream"""

    ORDERS = WithRedis.ORDERS | {"work", "work_step", "work_kill"}
    PROBE = "/accounts/login/"

    @staticmethod
    def arguments(parser):
        parser.add_argument("--redis", action="store_true", help="events also from other processes")
        parser.add_argument("--grip", action="store_true", help="GripMiddleware, without a GRIP proxy")
        parser.add_argument("--document", action="store_true", help="the versions and the set-up of the document")
        parser.add_argument("--no-storage", action="store_true", help="no event ids, no replay")

    def __init__(self, options):
        super().__init__(options)
        self.with_redis = options.redis
        self.env |= {
            "HERON_DATA": str(self.data),
            "HERON_GRIP": "1" if options.grip or options.document else "0",
            "HERON_STORAGE": "0" if options.no_storage else "1",
        }
        self.workers = {}
        self.database("HERON_DATA", "requirements-document.txt" if options.document else "requirements.txt")
        if options.redis:
            self.env["HERON_REDIS"] = str(self.redis.socket)

    def serve(self):
        return self.run(
            *[self.python, "-m", "uvicorn", "heron.asgi:application", "--host", "127.0.0.1", "--port", str(self.port)],
            *["--timeout-graceful-shutdown", "1", "--lifespan", "off", "--log-level", "warning", "--no-access-log"],
        )

    def redis_up(self):
        if self.with_redis:
            super().redis_up()

    def work(self, job, arguments):
        """A job in a process of its own; answered when its row exists."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        worker = self.run(self.python, "worker.py", "run", "--job", job, *arguments, **pipes)
        if worker.stdout.readline().strip() != "CREATED":
            raise RuntimeError(f"the worker of {job} did not begin")
        self.workers[job] = worker

    def work_step(self, job, steps):
        worker = self.workers[job]
        worker.stdin.write("\n" * steps)
        worker.stdin.flush()

    def work_kill(self, job):
        process.end(self.workers.pop(job), signal.SIGKILL)

    def end(self):
        for worker in self.workers.values():
            process.end(worker, signal.SIGKILL)
        super().end()


SYSTEM = SseProgress
