#!/usr/bin/env bash
# What `make test` needs besides scripts/setup.sh: a private desktop, browsers to drive, the servers of real backends,
# cargo-nextest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh
# shellcheck source=scripts/packages.sh
. scripts/packages.sh

# Desktop; what looks at it; WebDriver and the browser of the component tests; real backends; lint.
desktop=(xvfb openbox dbus dunst gnome-keyring libglib2.0-bin util-linux x11-utils fonts-dejavu-core)
eyes=(xdotool wmctrl imagemagick libsecret-tools python3-gi gir1.2-gtk-3.0 gir1.2-ayatanaappindicator3-0.1)
browsers=(webkit2gtk-driver chromium)
backends=(python3 python3-venv redis-server nginx php-cli php-sqlite3 php-laravel-framework)
if debian; then
  install_missing "${desktop[@]}" "${eyes[@]}" "${browsers[@]}" "${backends[@]}" shellcheck curl
else
  missing=()
  for program in Xvfb openbox dbus-daemon dunst gnome-keyring-daemon gdbus setpriv xprop xdotool wmctrl import secret-tool \
    WebKitWebDriver chromium python3 redis-server nginx php shellcheck; do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  # On PHP's include path, as Debian packages it.
  php -r 'exit(@include("Illuminate/autoload.php") ? 0 : 1);' 2>/dev/null || missing+=("Laravel 8.83")
  if [ ${#missing[@]} -gt 0 ]; then
    echo "setup: please install the packages of: ${missing[*]}" >&2
    exit 1
  fi
fi

if ! command -v cargo-nextest >/dev/null; then
  echo "setup: cargo installs cargo-nextest"
  CARGO_TARGET_DIR='' cargo install --locked cargo-nextest </dev/null
fi
for tool in clippy:cargo-clippy rustfmt:cargo-fmt; do
  command -v "${tool#*:}" >/dev/null || rustup component add "${tool%%:*}" </dev/null
done
