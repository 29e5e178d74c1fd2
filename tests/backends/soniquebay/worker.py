"""The workers: scans that publish their progress. Each line on standard input is an order, answered by one line.

{"scan": "scan-1", "files": 10, "rate": 0, "stepped": false}   a new scan; rate: files a second, 0: as fast as it goes
{"step": "scan-1", "steps": 3}                                 lets a stepped scan publish so many messages
{"notify": "{\"type\": ...}"}                                  a notification, as JSON text
"""

import json
import os
import sys
import threading
import time

import redis

client = redis.from_url(os.environ["SONIQUEBAY_REDIS"], retry=None)
# A stepped scan waits here for its next permit.
permits = {}


def publish(channel, message):
    try:
        client.publish(channel, json.dumps(message))
    except redis.RedisError:
        pass  # The scan matters more than its bar: what is published while Redis is away is lost.


def step_name(current, total):
    for name, end in (("Discovery", 0.1), ("Extraction", 0.6), ("Batching", 0.7)):
        if current / total <= end:
            return name
    return "Insertion"


def messages(total):
    """Step, current; the last file and the end of the scan have the same numbers."""
    yield "Démarrage du scan", 0
    for current in range(1, total + 1):
        yield f"{step_name(current, total)} - fichier {current}/{total}", current
    yield f"Scan terminé - {total} fichiers traités", total


def scan(task, total, turn):
    for step, current in messages(total):
        turn()
        percent = 100 * current / total
        progress = {"task_id": task, "step": step, "current": current, "total": total}
        publish("progress", {"type": "progress", **progress, "percent": int(percent) if percent % 1 == 0 else percent})


def begin(scan_id, files=10, rate=0, stepped=False):
    turn = lambda: time.sleep(1 / rate if rate else 0)  # noqa: E731
    if stepped:
        permits[scan_id] = threading.Semaphore(0)
        turn = permits[scan_id].acquire
    threading.Thread(target=scan, args=(scan_id, files, turn), daemon=True).start()


def obey(order):
    if "scan" in order:
        begin(order.pop("scan"), **order)
    elif "step" in order:
        permits[order["step"]].release(order["steps"])
    else:
        publish("notifications", json.loads(order["notify"]))


for line in sys.stdin:
    obey(json.loads(line))
    print("DONE", flush=True)
