from parts.django import WithDatabase
from parts.system import WithRedis


class Postes(WithDatabase, WithRedis):
    """Django Channels, channels_redis and Daphne"""

    @staticmethod
    def arguments(parser):
        parser.add_argument("--pace", type=float, default=5, help="seconds between two steps of the clock; 0: on order")
        parser.add_argument("--ping", type=int, default=20, help="seconds of silence before the server's PING")

    def __init__(self, options):
        super().__init__(options)
        self.ping = options.ping
        self.env |= {"POSTES_DATA": str(self.data), "POSTES_PACE": "0"}
        self.database("POSTES_DATA")
        self.env |= {"POSTES_PACE": str(options.pace), "POSTES_REDIS": self.redis.url}

    def serve(self):
        return self.run(
            *[self.python, "-m", "daphne", "-b", "127.0.0.1", "-p", str(self.port), "--ping-interval", str(self.ping)],
            *["-v", "0", "asgi:application"],
        )


SYSTEM = Postes
