#!/usr/bin/env bash
# Everything: lints, the pages' tests, and all Rust tests with real backends and the real window on a private desktop.
# The last lines are the summary of the Rust tests. Arguments go to `cargo nextest run`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup-test.sh
# shellcheck source=scripts/packages.sh
. scripts/packages.sh
scripts/lint.sh
printf '\n== pages, tests\n'
scripts/ui.sh test
printf '\n== pages, every place: pictures, axe, names, keyboard\n'
scripts/ui.sh sweep
printf '\n== build\n'
# Once, so that no test has to wait for it: the backends' environments, and the programs that tests start.
for requirements in tests/backends/*/requirements.txt; do
  python3 tests/backends/supervise.py "$(basename "$(dirname "$requirements")")" --prepare
done
cargo build --locked --workspace --bins --tests --quiet </dev/null
printf '\n== tests\n'
scripts/desktop.sh cargo nextest run --locked --workspace "$@" </dev/null
