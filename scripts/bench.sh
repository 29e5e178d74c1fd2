#!/usr/bin/env bash
# The measurements of docs/performance.md: each stage in memory, then the whole pipe over loopback. With arguments
# only the stages, and they go to criterion: scripts/bench.sh jobs
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh
# shellcheck source=scripts/packages.sh
. scripts/packages.sh
if [ $# -gt 0 ]; then
  exec cargo bench --locked -p vigie-engine --bench stages -- "$@" </dev/null
fi
exec cargo bench --locked -p vigie-engine --benches </dev/null
