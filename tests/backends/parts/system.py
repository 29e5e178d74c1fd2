"""What every system under test has: a private folder, an address, a server that can be stopped in several ways."""

import http.client
import os
import shutil
import signal
import tempfile
from pathlib import Path

from parts import process
from parts.environment import environment
from parts.redis import Redis

HERE = Path(__file__).resolve().parent.parent


class System:
    ORDERS = {"start", "stop", "kill", "restart", "hang", "wake"}
    PROBE = "/"  # asked for until there is an answer, whichever

    @staticmethod
    def arguments(parser):
        """Adds the options that only this system has."""

    def __init__(self, options):
        self.app = HERE / options.name
        self.data = Path(options.data or tempfile.mkdtemp(prefix="vigie-backend-"))
        self.own_data = not options.data
        self.data.mkdir(parents=True, exist_ok=True)
        self.port = options.port or process.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
        self.web = None

    @classmethod
    def prepare(cls, app):
        """Makes what takes long, once."""
        for requirements in sorted(app.glob("requirements*.txt")):
            environment(requirements)

    def facts(self):
        """What else a test must know: name and value."""
        return {}

    def serve(self):
        """Starts the server process."""
        raise NotImplementedError

    def answered(self):
        """One request to the server; any answer will do."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=process.READY_LIMIT)
        try:
            line.request("GET", self.PROBE)
            line.getresponse().read()
        except http.client.HTTPException as broken:
            raise OSError from broken
        finally:
            line.close()

    def run(self, *command, **more):
        return process.start(command, **{"cwd": self.app, "env": self.env, "text": True, **more})

    def start(self):
        self.web = self.serve()
        process.until(self.answered, self.web)

    def stop(self):
        """As an operator stops it."""
        process.end(self.web, signal.SIGTERM)

    def kill(self):
        """As the kernel stops it."""
        process.end(self.web, signal.SIGKILL)

    def restart(self):
        self.stop()
        self.start()

    def hang(self):
        """Connections are accepted and nothing is answered."""
        process.tell_group(self.web, signal.SIGSTOP)

    def wake(self):
        process.tell_group(self.web, signal.SIGCONT)

    def end(self):
        process.end(self.web, signal.SIGKILL)
        if self.own_data:
            shutil.rmtree(self.data, ignore_errors=True)


class WithRedis(System):
    """A system with a Redis of its own that a test may take away."""

    ORDERS = System.ORDERS | {"redis_up", "redis_down"}

    def __init__(self, options):
        super().__init__(options)
        self.redis = Redis(self.data)

    def facts(self):
        return {"redis": self.redis.socket}

    def start(self):
        self.redis_up()
        super().start()

    def redis_up(self):
        self.redis.up()

    def redis_down(self):
        self.redis.down()

    def end(self):
        super().end()
        self.redis.down()
