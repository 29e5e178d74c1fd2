"""A Redis of its own behind a socket in a private folder: nobody else's, and no port to collide with."""

import signal
import socket
import subprocess

from parts import process


class Redis:
    def __init__(self, data):
        self.data = data
        self.socket = data / "redis.sock"
        self.url = f"unix://{self.socket}"
        self.running = None

    def up(self):
        if self.running:
            return
        command = [process.installed("redis-server"), "--port", "0", "--unixsocket", str(self.socket)]
        self.running = process.start(
            [*command, "--save", "", "--appendonly", "no"], cwd=self.data, stdout=subprocess.DEVNULL
        )
        process.until(self._reached, self.running)

    def down(self):
        process.end(self.running, signal.SIGKILL)
        self.socket.unlink(missing_ok=True)
        self.running = None

    def _reached(self):
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(str(self.socket))
