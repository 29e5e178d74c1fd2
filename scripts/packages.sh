# Sourced: says which programs and Debian packages are missing, and installs them where that is possible.
# shellcheck shell=bash

vigie_cache=${VIGIE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}}/vigie
# rustup's own installer puts cargo here, and a fresh shell may not know it yet. A Node that setup.sh
# had to fetch goes before the system's, which is too old.
PATH=$vigie_cache/node/node_modules/node/bin:$PATH:$HOME/.cargo/bin
export PATH

debian() { command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; }

# Of the named Debian packages those that are not installed.
absent() {
  local installed
  # Asked for a package that it has never seen, dpkg-query fails after answering for the others.
  installed=$({ dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || :; } |
    sed -n 's/ installed$//p' | sort -u)
  printf '%s\n' "$@" | sort -u | comm -23 - <(printf '%s\n' "$installed")
}

# Runs as root: directly, or through sudo.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else
    echo "setup: this needs root, and there is no sudo. As root: $*" >&2
    return 1
  fi
}

# Servers that tests start themselves, on ports of their own: the packages' own services stay off.
vigie_services=(redis-server nginx)

# Installs the named Debian packages that are missing.
install_missing() {
  local missing service status=0 policy=/usr/sbin/policy-rc.d policy_is_ours=
  mapfile -t missing < <(absent "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "setup: installing with apt-get: ${missing[*]}"
  as_root apt-get update -qq </dev/null
  if [ ! -e "$policy" ]; then
    policy_is_ours=1
    printf '#!/bin/sh\ncase " $* " in%s esac\n' "$(printf ' *" %s "*) exit 101;;' "${vigie_services[@]}")" |
      as_root install -m 755 /dev/stdin "$policy"
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "${missing[@]}" </dev/null || status=$?
  [ -z "$policy_is_ours" ] || as_root rm -f "$policy"
  for service in "${vigie_services[@]}"; do
    # Nor do they start with the machine, unless somebody had them before.
    if printf '%s\n' "${missing[@]}" | grep -qx "$service" && command -v systemctl >/dev/null; then
      as_root systemctl disable --quiet "$service" 2>/dev/null || :
    fi
  done
  return "$status"
}

# Whether version $1 is at least version $2.
at_least() { printf '%s\n' "$2" "$1" | sort -V -C; }
