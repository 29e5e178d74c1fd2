#!/usr/bin/env bash
# The window's pages. scripts/ui.sh build|modules|NPM-SCRIPT [ARGUMENTS...]
#   modules  installs what package-lock.json names, if that changed
#   build    ui/dist, if a source is newer
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../ui"

modules() {
  if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error </dev/null
    touch node_modules/.package-lock.json
  fi
}

modules
case ${1:-build} in
  modules) ;;
  build)
    newer=$(find . -path ./node_modules -prune -o -path ./dist -prune -o -type f -newer dist/index.html -print -quit \
      2>/dev/null || :)
    if [ ! -e dist/index.html ] || [ -n "$newer" ]; then npm run --silent build </dev/null; fi
    ;;
  *)
    script=$1
    shift
    npm run --silent "$script" -- "$@" </dev/null
    ;;
esac
