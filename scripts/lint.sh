#!/usr/bin/env bash
# Everything that can be said without running: bindings current, formats, lints, types. Warnings are errors.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/packages.sh
. scripts/packages.sh
say() { printf '\n== %s\n' "$*"; }

say shellcheck
shellcheck -x scripts/*.sh tests/backends/run.sh .ci/run
say bindings
cargo test --quiet --locked -p vigie-contract --test bindings </dev/null
say rustfmt
cargo fmt --all --check
# The app embeds the built pages: without them it does not even compile.
say pages
scripts/ui.sh lint
scripts/ui.sh build
say clippy
cargo clippy --locked --workspace --all-targets --quiet -- -D warnings </dev/null
