"""Processes that never outlive the one who started them."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

READY_LIMIT = 60  # seconds; a loaded machine may be slow, a healthy one needs about one
STOP_LIMIT = 5


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def installed(program):
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin")
    if not found:
        sys.exit(f"{program} is missing: scripts/setup-test.sh installs it")
    return found


def start(command, dying=signal.SIGKILL, **more):
    """A process that leads a group, so that what it starts can be ended with it. `dying`: what it hears when the one
    who started it is gone."""

    def die_with_parent():
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, dying)  # PR_SET_PDEATHSIG

    more = {"stdin": subprocess.DEVNULL, "stdout": sys.stderr, **more}
    return subprocess.Popen(command, preexec_fn=die_with_parent, start_new_session=True, **more)


def until(attempt, process):
    """Repeats the attempt until it does not fail any more."""
    limit = time.monotonic() + READY_LIMIT
    while time.monotonic() < limit and process.poll() is None:
        try:
            return attempt()
        except OSError:
            time.sleep(0.02)
    sys.exit(f"{process.args[0]} did not answer (exit {process.poll()})")


def end(process, how):
    """Asks it to end; whatever of its group is there after the limit is killed."""
    if process is None:
        return
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    tell_group(process, signal.SIGKILL)


def tell_group(process, what):
    try:
        os.killpg(process.pid, what)
    except ProcessLookupError:
        pass
