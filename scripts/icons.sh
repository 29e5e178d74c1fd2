#!/bin/sh
# Exports the drawn icons (icons/*.svg) to what each platform wants. Their files are committed:
# run this after a drawing changed. Needs Node; the command line of Tauri draws.
set -eu
cd "$(dirname "$0")/../icons"

cli='@tauri-apps/cli@2.12.5'
drawn=$(mktemp -d)
trap 'rm -rf "$drawn"' EXIT

npx --yes "$cli" icon vigie.svg --output "$drawn/app"
for file in icon.icns icon.ico icon.png 32x32.png 64x64.png 128x128.png 128x128@2x.png; do
  cp "$drawn/app/$file" "$file"
done

# Panels scale down to what they want: 16 to 48 pixels.
for state in fine trouble away; do
  npx --yes "$cli" icon "tray-$state.svg" --png 64 --output "$drawn/$state"
  cp "$drawn/$state/64x64.png" "tray-$state.png"
done
