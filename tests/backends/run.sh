#!/bin/sh
# A real backend by hand: tests/backends/run.sh sse_progress [--redis] [--port N] ... (Ctrl-D or Ctrl-C ends it)
exec python3 "$(dirname "$0")/supervise.py" "$@"
