"""The tests' own door: jobs in this process, raw events, a forgetful event store. No real system has it."""

import json
import threading

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import close_old_connections, connection
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django_eventstream import send_event
from django_eventstream.models import Event

from core import jobs
from core.models import SSEProgress

# A stepped job waits here for its next permit: job id -> semaphore.
_permits = {}


def _door(view):
    @csrf_exempt
    @require_POST
    def entered(request, **kwargs):
        return JsonResponse(view(json.loads(request.body or b"{}"), **kwargs) or {"ok": True})

    return entered


def _work(script, progress, turn):
    close_old_connections()
    try:
        jobs.run(script, progress, turn)
    finally:
        connection.close()


@_door
def start(body):
    """A new job; {"stepped": true}: it moves only through `step`; {"idle": true}: only its row."""
    stepped, idle = body.pop("stepped", False), body.pop("idle", False)
    script = jobs.Script(**body)
    progress = jobs.create(script)
    if idle:
        return
    turn = None
    if stepped:
        permits = _permits[script.job] = threading.Semaphore(0)
        turn = permits.acquire
    threading.Thread(target=_work, args=(script, progress, turn), daemon=True).start()


@_door
def step(body):
    for _ in range(body.get("steps", 1)):
        _permits[body["job"]].release()


@_door
def send(body):
    """Any event on any channel, as it comes."""
    send_event(body["channel"], body["event"], body["data"])


@_door
def forget(body):
    """The event log loses what it had, as after its 24 hours: a resume is answered by stream-reset."""
    Event.objects.filter(channel=f"progress-{body['job']}").delete()


@_door
def change(body):
    """Sets fields of a row without any event, as a worker does whose events are lost."""
    SSEProgress.objects.filter(job_id=body.pop("job")).update(**body)


@_door
def remove(body):
    """The row is gone, whatever its state."""
    SSEProgress.objects.filter(job_id=body["job"]).delete()


@_door
def expire(body):
    """Every session is over; streams that are open stay open, as on the real system."""
    Session.objects.all().delete()


@_door
def streams(body):
    """The channels of each open stream (current versions only), and whether events of other processes arrive: the
    library subscribes to its Redis a moment after its first stream has opened."""
    from django_eventstream.views import get_listener_manager

    manager = get_listener_manager()
    with manager.lock:
        listeners = {each for some in manager.listeners_by_channel.values() for each in some}
        channels = [sorted(listener.channels) for listener in listeners]
    return {"streams": channels, "subscribed": _subscribed()}


def _subscribed():
    if not hasattr(settings, "EVENTSTREAM_REDIS"):
        return True
    import redis

    with redis.Redis(**settings.EVENTSTREAM_REDIS) as client:
        return client.pubsub_numsub("events_channel")[0][1] > 0
