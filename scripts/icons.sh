#!/usr/bin/env bash
# Exports the drawn icons (icons/*.svg) to what each platform wants. Those files are committed too: run this
# after a drawing changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/ui.sh modules

drawn=$(mktemp -d)
trap 'rm -rf "$drawn"' EXIT
export_icon() { ui/node_modules/.bin/tauri icon "$@" >/dev/null 2>&1; }

export_icon icons/vigie.svg --output "$drawn/app"
for file in icon.icns icon.ico icon.png 32x32.png 64x64.png 128x128.png 128x128@2x.png; do
  cp "$drawn/app/$file" "icons/$file"
done

# Panels scale down to what they want: 16 to 48 pixels.
for state in fine trouble away; do
  export_icon "icons/tray-$state.svg" --png 64 --output "$drawn/$state"
  cp "$drawn/$state/64x64.png" "icons/tray-$state.png"
done
