"""Starts a real backend for the tests and looks after it.

    supervise.py sse_progress [--data DIR] [--port N] [--redis] [--grip] [--document] [--no-storage] [--prepare]

Prints `READY http://127.0.0.1:PORT` when it answers. Then each line on standard input is an order, a JSON object
{"do": NAME, ...}, answered by one line of JSON; the end of standard input ends everything that was started here.
It needs only the standard library; what the backend needs goes into a virtual environment in the cache.
"""

import argparse
import ctypes
import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
READY_LIMIT = 60  # seconds; a loaded machine may be slow, a healthy one needs about one
STOP_LIMIT = 5


def cache():
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("VIGIE_CACHE") or home) / "vigie"


def digest(paths):
    summed = hashlib.sha256(sys.version.encode())
    for path in sorted(paths):
        summed.update(path.name.encode() + path.read_bytes())
    return summed.hexdigest()[:16]


def once(folder, make):
    """Makes the folder once, also when several tests want it at the same moment."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = folder / ".complete"
        if not stamp.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            stamp.touch()
    return folder


def environment(requirements):
    def make(folder):
        if subprocess.run([sys.executable, "-m", "venv", folder], stdout=sys.stderr).returncode:
            sys.exit("Python cannot make virtual environments: apt-get install python3-venv, or scripts/setup-test.sh")
        subprocess.run(
            [folder / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
            + ["--use-pep517", "-r", requirements],
            stdout=sys.stderr,
            check=True,
        )

    return once(cache() / f"venv-{digest([requirements])}", make) / "bin/python"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def die_with_parent():
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class Backend:
    def __init__(self, options):
        self.app = HERE / options.name
        self.data = Path(options.data or tempfile.mkdtemp(prefix="vigie-backend-"))
        self.own_data = not options.data
        self.port = options.port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        requirements = "requirements-document.txt" if options.document else "requirements.txt"
        self.python = environment(self.app / requirements)
        self.socket = self.data / "redis.sock" if options.redis else None
        self.env = os.environ | {
            "HERON_DATA": str(self.data),
            "HERON_REDIS": str(self.socket or ""),
            "HERON_GRIP": "1" if options.grip or options.document else "0",
            "HERON_STORAGE": "0" if options.no_storage else "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.web = self.redis = None
        self.workers = {}
        self.data.mkdir(parents=True, exist_ok=True)
        self._database(requirements)

    def _database(self, requirements):
        wanted = self.data / "db.sqlite3"
        if wanted.exists():
            return
        made_from = [*self.app.rglob("*.py"), self.app / requirements]

        def make(folder):
            folder.mkdir()
            self._run("prepare.py", env=self.env | {"HERON_DATA": str(folder), "HERON_REDIS": ""}).wait()
            if not (folder / "db.sqlite3").exists():
                sys.exit("the database could not be made")

        shutil.copy(once(cache() / f"db-{digest(made_from)}", make) / "db.sqlite3", wanted)

    def _run(self, *arguments, **more):
        more = {"env": self.env, "stdin": subprocess.DEVNULL, "stdout": sys.stderr, **more}
        command = [self.python, *arguments]
        return subprocess.Popen(command, cwd=self.app, preexec_fn=die_with_parent, text=True, **more)

    def start(self):
        if self.socket and self.redis is None:
            self.redis_up()
        self.web = self._run(
            *["-m", "uvicorn", "heron.asgi:application", "--host", "127.0.0.1", "--port", str(self.port)],
            *["--timeout-graceful-shutdown", "1", "--lifespan", "off", "--log-level", "warning", "--no-access-log"],
        )
        self._wait(lambda: urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
            f"{self.url}/accounts/login/", timeout=READY_LIMIT), self.web)

    def _wait(self, attempt, process):
        limit = time.monotonic() + READY_LIMIT
        while time.monotonic() < limit and process.poll() is None:
            try:
                attempt()
                return
            except (OSError, urllib.error.URLError):
                time.sleep(0.02)
        sys.exit(f"{process.args[0]} did not answer (exit {process.poll()})")

    def stop(self):
        """As an operator stops it: streams get a second, then their bodies are cut."""
        self._end(self.web, signal.SIGTERM)

    def kill(self):
        """As the kernel stops it."""
        self._end(self.web, signal.SIGKILL)

    def restart(self):
        self.stop()
        self.start()

    def hang(self):
        """Connections are accepted and nothing is answered."""
        self.web.send_signal(signal.SIGSTOP)

    def wake(self):
        self.web.send_signal(signal.SIGCONT)

    def redis_up(self):
        program = shutil.which("redis-server")
        if not program:
            sys.exit("redis-server is missing: apt-get install redis-server, or scripts/setup-test.sh")
        self.redis = subprocess.Popen(
            [program, "--port", "0", "--unixsocket", self.socket, "--save", "", "--appendonly", "no"],
            cwd=self.data,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            preexec_fn=die_with_parent,
        )
        self._wait(lambda: socket.socket(socket.AF_UNIX).connect(str(self.socket)), self.redis)

    def redis_down(self):
        self._end(self.redis, signal.SIGKILL)
        self.socket.unlink(missing_ok=True)
        self.redis = None

    def work(self, job, arguments):
        """A job in a process of its own; answered when its row exists."""
        worker = self._run(
            "worker.py", "run", "--job", job, *arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        if worker.stdout.readline().strip() != "CREATED":
            raise RuntimeError(f"the worker of {job} did not begin")
        self.workers[job] = worker

    def work_step(self, job, steps):
        worker = self.workers[job]
        worker.stdin.write("\n" * steps)
        worker.stdin.flush()

    def work_kill(self, job):
        self._end(self.workers.pop(job), signal.SIGKILL)

    def _end(self, process, how):
        if process is None or process.poll() is not None:
            return
        process.send_signal(how)
        try:
            process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def end(self):
        for process in [self.web, self.redis, *self.workers.values()]:
            self._end(process, signal.SIGKILL)
        if self.own_data:
            shutil.rmtree(self.data, ignore_errors=True)


ORDERS = {"start", "stop", "kill", "restart", "hang", "wake", "redis_up", "redis_down", "work", "work_step", "work_kill"}


def obey(backend, line):
    try:
        order = json.loads(line)
        name = order.pop("do")
        if name not in ORDERS:
            raise ValueError(f"no such order: {name}")
        getattr(backend, name)(**order)
        return {"ok": True}
    except Exception as error:  # noqa: BLE001  The one who gave the order decides what it means.
        return {"ok": False, "error": repr(error)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=sorted(path.parent.name for path in HERE.glob("*/requirements.txt")))
    parser.add_argument("--data", help="folder of the database; kept afterwards. Default: a temporary one")
    parser.add_argument("--port", type=int)
    parser.add_argument("--redis", action="store_true", help="events also from other processes")
    parser.add_argument("--grip", action="store_true", help="GripMiddleware, without a GRIP proxy")
    parser.add_argument("--document", action="store_true", help="the versions and the set-up of the document")
    parser.add_argument("--prepare", action="store_true", help="only make the environments of all set-ups")
    parser.add_argument("--no-storage", action="store_true", help="no event ids, no replay")
    options = parser.parse_args()
    if options.prepare:
        for requirements in sorted((HERE / options.name).glob("requirements*.txt")):
            environment(requirements)
        return
    backend = Backend(options)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        backend.start()
        print(f"READY {backend.url}", flush=True)
        for line in sys.stdin:
            print(json.dumps(obey(backend, line)), flush=True)
    except KeyboardInterrupt:
        pass
    finally:
        backend.end()


main()
