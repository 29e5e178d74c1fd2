import ctypes
import os
import signal
import sys

bind = f"127.0.0.1:{os.environ['ESTIMATES_PORT']}"
# One process, because it alone knows who listens; each stream holds one of its threads.
workers = 1
worker_class = "gthread"
threads = int(os.environ["ESTIMATES_THREADS"])
graceful_timeout = 1
loglevel = "warning"
control_socket_disable = True


def post_fork(server, worker):
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: it dies with its master.


def post_worker_init(worker):
    from building.control import open_door

    open_door()
