from parts import process
from parts.django import WithDatabase
from parts.system import System


class Estimates(WithDatabase, System):
    """Django and gunicorn's threads"""

    @staticmethod
    def arguments(parser):
        parser.add_argument("--threads", type=int, default=40, help="each stream holds one")
        parser.add_argument("--keepalive", type=float, default=30, help="seconds")

    def __init__(self, options):
        super().__init__(options)
        self.control = process.free_port()
        self.env |= {
            "ESTIMATES_DATA": str(self.data),
            "ESTIMATES_PORT": str(self.port),
            "ESTIMATES_CONTROL": str(self.control),
            "ESTIMATES_THREADS": str(options.threads),
            "ESTIMATES_KEEPALIVE": str(options.keepalive),
        }
        self.database("ESTIMATES_DATA")

    def facts(self):
        return {"control": f"http://127.0.0.1:{self.control}"}

    def serve(self):
        return self.run(self.python, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:application")


SYSTEM = Estimates
