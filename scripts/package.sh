#!/usr/bin/env bash
# Installable packages, in the target folder's release/bundle: scripts/package.sh [deb|rpm|appimage|dmg|nsis...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh
# shellcheck source=scripts/packages.sh
. scripts/packages.sh
if [ $# -eq 0 ]; then
  case $(uname -s) in
    Linux) set -- deb ;;
    Darwin) set -- dmg ;;
    *) set -- nsis ;;
  esac
fi
scripts/ui.sh build

# vigiectl goes into the package beside the window, as a program of its own.
target=$(rustc --print host-tuple)
cargo build --release --locked -p vigiectl --target-dir "${CARGO_TARGET_DIR:-target}"
suffix=
[[ $target != *windows* ]] || suffix=.exe
mkdir -p gen/bin
cp "${CARGO_TARGET_DIR:-target}/release/vigiectl$suffix" "gen/bin/vigiectl-$target$suffix"

bundles=$(IFS=,; echo "$*")
exec ui/node_modules/.bin/tauri build --ci --bundles "$bundles" --config \
  '{"bundle": {"externalBin": ["gen/bin/vigiectl"]}}' -- --locked
