from parts import process
from parts.system import System

# One process in the foreground: it ends with the one who started it.
CONFIGURATION = """
daemon off;
master_process off;
pid {data}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {data}/body;
  proxy_temp_path {data}/proxy;
  fastcgi_temp_path {data}/fastcgi;
  uwsgi_temp_path {data}/uwsgi;
  scgi_temp_path {data}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location {below} {{
      proxy_pass {before}/;
      proxy_set_header Host $http_host;
      proxy_read_timeout 3600;
      {passing}
    }}
  }}
}}
"""

AT_ONCE = "proxy_buffering off; proxy_http_version 1.1; proxy_set_header Connection '';"
# As nginx does it unless told otherwise: HTTP/1.0 to the backend, whose answer then ends with its connection, and full
# buffers only to the client. (An answer in chunks passes at once also with buffering.)
BUFFERED = "proxy_buffering on; proxy_http_version 1.0; proxy_ignore_headers X-Accel-Buffering;"
WEBSOCKETS = (
    "proxy_buffering off; proxy_http_version 1.1;"
    " proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;"
)


class Nginx(System):
    """nginx before another system"""

    @staticmethod
    def arguments(parser):
        parser.add_argument("--before", required=True, help="http://host:port of the system behind it")
        parser.add_argument("--below", default="/", help="path that the system is put under, such as /app1/")
        parser.add_argument("--buffering", action="store_true", help="keeps answers back until there is much or an end")
        parser.add_argument("--websockets", action="store_true", help="passes WebSocket handshakes on")

    def __init__(self, options):
        super().__init__(options)
        self.configuration = self.data / "nginx.conf"
        passing = BUFFERED if options.buffering else WEBSOCKETS if options.websockets else AT_ONCE
        self.configuration.write_text(
            CONFIGURATION.format(
                data=self.data, port=self.port, below=options.below, before=options.before, passing=passing
            )
        )

    def serve(self):
        # Without -e it would first open the log of the machine's own nginx.
        return self.run(process.installed("nginx"), "-e", "stderr", "-p", self.data, "-c", self.configuration)


SYSTEM = Nginx
