"""Who holds a stream, and what waits to be sent on it. All in the memory of one process, as on the real system."""

import json
import queue
import time
from collections import defaultdict
from threading import Lock

LONGEST_QUEUE = 100  # messages; further ones are lost

_lock = Lock()
_queues = defaultdict(list)  # user id -> a queue for each stream


def opened(user_id):
    waiting = queue.Queue(LONGEST_QUEUE)
    with _lock:
        _queues[user_id].append(waiting)
    return waiting


def closed(user_id, waiting):
    with _lock:
        _queues[user_id].remove(waiting)
        if not _queues[user_id]:
            del _queues[user_id]


def tell(user_ids, event, data):
    message = {"event": event, "data": data, "timestamp": now()}
    with _lock:
        receivers = [waiting for user in set(user_ids) for waiting in _queues.get(user, ())]
    for waiting in receivers:
        try:
            waiting.put_nowait(message)
        except queue.Full:
            pass


def counts():
    with _lock:
        return {user: len(queues) for user, queues in _queues.items()}


def now():
    return int(time.time())


def block(message):
    return f"data: {json.dumps(message, ensure_ascii=False)}\n\n"
