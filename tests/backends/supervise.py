"""Starts a real system for the tests and looks after it.

    supervise.py SYSTEM [--data DIR] [--port N] [--prepare] [options of that system: --help]

Prints `READY http://127.0.0.1:PORT NAME=VALUE ...` when it answers. Then each line on standard input is an order, a
JSON object {"do": NAME, ...}, answered by one line of JSON; the end of standard input ends everything that was started
here. It needs only the standard library; what a system needs goes into a virtual environment in the cache.
"""

import argparse
import importlib
import json
import signal
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.dont_write_bytecode = True  # Nothing is written into the sources.


def obey(system, line):
    try:
        order = json.loads(line)
        name = order.pop("do")
        if name not in system.ORDERS:
            raise ValueError(f"no such order: {name}")
        getattr(system, name)(**order)
        return {"ok": True}
    except Exception as error:  # noqa: BLE001  The one who gave the order decides what it means.
        return {"ok": False, "error": repr(error)}


def main():
    names = sorted(path.parent.name for path in HERE.glob("*/launch.py"))
    parser = argparse.ArgumentParser()
    systems = parser.add_subparsers(dest="name", required=True, metavar="SYSTEM")
    kinds = {name: importlib.import_module(f"{name}.launch").SYSTEM for name in names}
    for name, kind in kinds.items():
        own = systems.add_parser(name, help=kind.__doc__)
        own.add_argument("--data", help="folder of its data; kept afterwards. Default: a temporary one")
        own.add_argument("--port", type=int)
        own.add_argument("--prepare", action="store_true", help="only make what takes long, once")
        kind.arguments(own)
    options = parser.parse_args()
    kind = kinds[options.name]
    if options.prepare:
        kind.prepare(HERE / options.name)
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    system = kind(options)
    try:
        system.start()
        facts = [f"{name}={value}" for name, value in system.facts().items()]
        print("READY", system.url, *facts, flush=True)
        for line in sys.stdin:
            print(json.dumps(obey(system, line)), flush=True)
    except KeyboardInterrupt:
        pass
    finally:
        system.end()


main()
