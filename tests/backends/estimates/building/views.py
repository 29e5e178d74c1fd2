import json
import queue

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from building import streams
from building.models import Token


def owner(key):
    token = Token.objects.filter(key=key).first()
    return token and token.user_id


def refused(reason, status=401, **headers):
    body = json.dumps(reason, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type="application/json", headers=headers)


def messages(key, user_id):
    waiting = streams.opened(user_id)
    try:
        yield streams.block({"event": "connected", "message": "SSE connection established"})
        while True:
            try:
                yield streams.block(waiting.get(timeout=settings.KEEPALIVE))
            except queue.Empty:
                # Only when there is nothing else to do is the token looked at again.
                if owner(key) is None:
                    return
                yield streams.block({"event": "keepalive", "timestamp": streams.now()})
            finally:
                connection.close()
    finally:
        streams.closed(user_id, waiting)


@require_GET
def events(request):
    """The token counts only in the address: an `Authorization` header is not looked at."""
    key = request.GET.get("token")
    if not key:
        return refused({"error": "Token required"})
    user_id = owner(key)
    if user_id is None:
        return refused({"error": "Invalid token"})
    headers = {"Cache-Control": "no-cache"}
    return StreamingHttpResponse(messages(key, user_id), content_type="text/event-stream", headers=headers)


@require_GET
def stats(request):
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer":
        detail = {"detail": "Authentication credentials were not provided."}
        return refused(detail, **{"WWW-Authenticate": "Bearer"})
    if owner(key) is None:
        return refused({"detail": "Invalid token."}, **{"WWW-Authenticate": "Bearer"})
    users = streams.counts()
    told = {"total_users": len(users), "total_connections": sum(users.values()), "users": users}
    return HttpResponse(json.dumps(told), content_type="application/json")
