#!/usr/bin/env bash
# A private desktop: display, window manager, session bus, notifications, unlocked keyring; nothing of it is the
# real one and nothing stays.
#
#   scripts/desktop.sh COMMAND...   runs the command in it (settings, data and bus are private; HOME and caches stay)
#   scripts/desktop.sh --hold       prints `READY {json of the environment}`, lives until standard input ends
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
[ $# -gt 0 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }

missing=()
for pair in Xvfb:xvfb openbox:openbox dbus-daemon:dbus gdbus:libglib2.0-bin dunst:dunst xprop:x11-utils \
  gnome-keyring-daemon:gnome-keyring setpriv:util-linux; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "desktop: missing: apt-get install ${missing[*]} (or scripts/setup-test.sh)" >&2
  exit 1
fi

private=$(mktemp -d "${TMPDIR:-/tmp}/vigie-desktop-XXXXXX")
started=()
finish() {
  trap - EXIT
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do kill "${started[i]}" 2>/dev/null || :; done
  wait "${started[@]}" 2>/dev/null || :
  rm -rf "$private"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Starts a program of the desktop; it dies with this script however that ends.
# Its input and output are its own: none of them may keep a pipe of ours open.
begin() {
  local name=$1
  # `<&0`: without it a background command reads from /dev/null, and the keyring would get no password.
  setpriv --pdeathsig KILL "$@" <&0 >>"$private/$name.log" 2>&1 &
  started+=($!)
}

# Waits until the command succeeds; says whose log to read if it never does.
until_true() {
  local name=$1
  shift
  for _ in $(seq 300); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.05
  done
  echo "desktop: $name did not start:" >&2
  cat "$private/$name.log" >&2
  exit 1
}

real_home=$HOME
home=$private/home
mkdir -p "$home"/{.config,.cache,.local/share,.local/state} "$private/run"
chmod 700 "$private/run"
unset WAYLAND_DISPLAY XAUTHORITY DBUS_SESSION_BUS_ADDRESS XDG_CURRENT_DESKTOP DESKTOP_SESSION SESSION_MANAGER \
  GNOME_KEYRING_CONTROL SSH_AUTH_SOCK
export HOME=$home XDG_CONFIG_HOME=$home/.config XDG_DATA_HOME=$home/.local/share \
  XDG_STATE_HOME=$home/.local/state XDG_RUNTIME_DIR=$private/run
export GDK_BACKEND=x11 XDG_SESSION_TYPE=x11 NO_AT_BRIDGE=1 GTK_A11Y=none GSETTINGS_BACKEND=memory \
  LIBGL_ALWAYS_SOFTWARE=1

begin Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp -noreset 3>"$private/display" </dev/null
until_true Xvfb test -s "$private/display"
DISPLAY=:$(cat "$private/display")
export DISPLAY

begin dbus-daemon --config-file="$here/tests/window/bus.conf" --nofork --print-address=3 3>"$private/bus" </dev/null
until_true dbus-daemon test -s "$private/bus"
DBUS_SESSION_BUS_ADDRESS=$(cat "$private/bus")
export DBUS_SESSION_BUS_ADDRESS

begin openbox --sm-disable </dev/null
begin dunst -conf "$here/tests/window/dunstrc" </dev/null
begin gnome-keyring-daemon --foreground --unlock --components=secrets < <(printf desktop)
until_true openbox sh -c 'xprop -root _NET_SUPPORTING_WM_CHECK | grep -q 0x'
until_true dunst gdbus wait --session --timeout 1 org.freedesktop.Notifications
until_true gnome-keyring-daemon sh -c 'gdbus call --session -d org.freedesktop.secrets -o /org/freedesktop/secrets \
  -m org.freedesktop.Secret.Service.ReadAlias default | grep -q collection/login'

if [ "$1" = --hold ]; then
  names=(DISPLAY DBUS_SESSION_BUS_ADDRESS HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_RUNTIME_DIR
    GDK_BACKEND XDG_SESSION_TYPE NO_AT_BRIDGE GTK_A11Y GSETTINGS_BACKEND LIBGL_ALWAYS_SOFTWARE)
  line=
  for name in "${names[@]}"; do line+="\"$name\":\"${!name}\","; done
  printf 'READY {%s}\n' "${line%,}"
  cat >/dev/null
else
  HOME=$real_home "$@"
fi
