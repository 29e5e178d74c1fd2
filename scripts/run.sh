#!/usr/bin/env bash
# Builds Vigie and starts it, on the demo unless told otherwise: scripts/run.sh [ARGUMENTS OF VIGIE...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh
# shellcheck source=scripts/packages.sh
. scripts/packages.sh
[ $# -gt 0 ] || set -- --demo

if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  echo "No display here: the demo's five servers run in this terminal (Ctrl-C ends it)."
  exec cargo run --quiet --locked -p vigiectl -- demo --watch
fi
scripts/ui.sh build
exec cargo run --locked -p vigie -- "$@"
