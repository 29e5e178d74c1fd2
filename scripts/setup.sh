#!/usr/bin/env bash
# What `make run` needs: a C compiler, WebKitGTK, ALSA, Node and Rust. Installs what is missing on Debian and its kin,
# says what is missing elsewhere. Does nothing, quickly, when all is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/packages.sh
. scripts/packages.sh

needed_rust=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
needed_node=20.19

if debian; then
  install_missing build-essential ca-certificates pkg-config libwebkit2gtk-4.1-dev libayatana-appindicator3-dev \
    librsvg2-dev libxdo-dev libasound2-dev
elif [ "$(uname -s)" = Linux ]; then
  if ! { command -v cc && command -v pkg-config && pkg-config --exists webkit2gtk-4.1 librsvg-2.0 alsa; } >/dev/null; then
    cat >&2 <<'WORDS'
setup: please install a C compiler, pkg-config, WebKitGTK 4.1, librsvg, libxdo, ALSA and an appindicator library:
  Fedora    dnf install gcc pkgconf webkit2gtk4.1-devel librsvg2-devel libxdo-devel alsa-lib-devel libayatana-appindicator-gtk3-devel
  Arch      pacman -S --needed base-devel webkit2gtk-4.1 librsvg xdotool alsa-lib libayatana-appindicator
  openSUSE  zypper install gcc pkgconf webkit2gtk3-devel librsvg-devel xdotool-devel alsa-devel libayatana-appindicator3-devel
WORDS
    exit 1
  fi
fi

node_version() { node --version 2>/dev/null | sed 's/^v//'; }
node_will_do() { command -v npm >/dev/null && at_least "$(node_version)" "$needed_node"; }
if ! node_will_do && debian; then
  # Packages of Node's own makers bring npm along; Debian's is separate.
  command -v node >/dev/null || install_missing nodejs
  command -v npm >/dev/null || install_missing npm
  if ! node_will_do; then
    # Stable Debian's Node is older than Vite wants: a newer one for Vigie alone, from the npm registry.
    echo "setup: Node $needed_node or newer into $vigie_cache/node (here: $(node_version || :))"
    npm install --silent --no-audit --no-fund --prefix "$vigie_cache/node" node@22 </dev/null
    hash -r
  fi
fi
if ! node_will_do; then
  echo "setup: Node $needed_node or newer, with npm, is needed (here: $(node_version || :)): https://nodejs.org/en/download" >&2
  exit 1
fi

rust_version() { rustc --version 2>/dev/null | cut -d' ' -f2; }
rust_will_do() { command -v cargo >/dev/null && at_least "$(rust_version)" "$needed_rust"; }
if ! command -v rustup >/dev/null && ! rust_will_do; then
  if debian && [ -n "$(apt-cache search --names-only '^rustup$')" ]; then
    install_missing rustup
  else
    echo "setup: Rust's own installer puts rustup into ~/.cargo"
    debian && install_missing curl
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal --no-modify-path
    hash -r
  fi
fi
if command -v rustup >/dev/null && ! rust_will_do; then
  echo "setup: rustup fetches Rust (at least $needed_rust)"
  rustup toolchain install stable --profile minimal --component clippy --component rustfmt </dev/null
  rustup default stable </dev/null
fi
if ! rust_will_do; then
  echo "setup: Rust $needed_rust or newer is needed: https://rustup.rs" >&2
  exit 1
fi
