#!/bin/sh
# A real backend by hand: tests/backends/run.sh SYSTEM [--port N] ... (Ctrl-D or Ctrl-C ends it; SYSTEM --help)
exec python3 "$(dirname "$0")/supervise.py" "$@"
