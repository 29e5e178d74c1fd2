#!/usr/bin/env bash
# The measurements of docs/performance.md. Arguments go to criterion: scripts/bench.sh board
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh
# shellcheck source=scripts/packages.sh
. scripts/packages.sh
exec cargo bench --locked -p vigie-engine --benches -- "$@"
