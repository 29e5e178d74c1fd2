"""Runs one job in a process of its own; its events reach the web process through Redis.

worker.py run --job J [--user alice] [--total N] [--rate R] [--warn-at 2,4] [--fail-at N] [--die-at N] [--stepped]

With --stepped each line on standard input is one step and the end of input is the end of the worker.
"""

import argparse
import os
import sys

import django


def options():
    parser = argparse.ArgumentParser()
    run = parser.add_subparsers(required=True).add_parser("run")
    run.add_argument("--job", required=True)
    run.add_argument("--user", default="alice")
    run.add_argument("--total", type=int, default=10)
    run.add_argument("--rate", type=float, default=0)
    run.add_argument("--warn-at", default=[], type=lambda text: [int(item) for item in text.split(",")])
    run.add_argument("--fail-at", type=int)
    run.add_argument("--die-at", type=int)
    run.add_argument("--task-type", default="email_sending")
    run.add_argument("--title")
    run.add_argument("--stepped", action="store_true")
    return vars(parser.parse_args())


def main():
    chosen = options()
    stepped = chosen.pop("stepped")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heron.settings")
    django.setup()
    from core import jobs

    script = jobs.Script(**chosen)
    progress = jobs.create(script)
    print("CREATED", flush=True)
    jobs.run(script, progress, (lambda: bool(sys.stdin.readline())) if stepped else None)


main()
