"""The tests' own door: what people and the office do. It has a port and a thread of its own, in the one process that
knows who listens, so that it answers also while streams hold every thread of the server. No real system has it."""

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.db import connection

from building import streams
from building.models import Estimate, Project, Token, User


def user(login):
    return User.objects.get(login=login)


def create_estimate(number, foreman="foreman1", creator=None, project=1):
    creator = user(creator or foreman)
    estimate = Estimate(number=number, project_id=project, foreman=user(foreman), creator=creator)
    estimate.by = creator
    estimate.save()
    return {"id": estimate.id}


def update_estimate(id, by="foreman1", **fields):
    estimate = Estimate.objects.get(id=id)
    estimate.by = user(by)
    for name, value in fields.items():
        setattr(estimate, name, value)
    estimate.save()


def delete_estimate(id, by="foreman1"):
    estimate = Estimate.objects.get(id=id)
    estimate.by = user(by)
    estimate.delete()


def create_project(name, address=""):
    return {"id": Project.objects.create(name=name, address=address).id}


def update_project(id, **fields):
    project = Project.objects.get(id=id)
    for name, value in fields.items():
        setattr(project, name, value)
    project.save()


def tell(login, event, data):
    """Any event to one person's streams."""
    streams.tell([user(login).id], event, data)


def grant_token(login, key):
    Token.objects.create(key=key, user=user(login))


def revoke_token(key):
    Token.objects.filter(key=key).delete()


def held():
    """How many streams the server holds."""
    return {"streams": sum(streams.counts().values())}


DOORS = [
    *[create_estimate, update_estimate, delete_estimate, create_project, update_project],
    *[tell, grant_token, revoke_token, held],
]


class Door(BaseHTTPRequestHandler):
    by_path = {f"/{door.__name__}": door for door in DOORS}

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            status, answer = 200, self.by_path[self.path](**body)
        except Exception as error:  # noqa: BLE001  The test that asked decides what it means.
            status, answer = 400, {"error": repr(error)}
        finally:
            connection.close()
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer or {}).encode())

    def log_message(self, *_):
        pass


def open_door():
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ["ESTIMATES_CONTROL"])), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
