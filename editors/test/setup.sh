# What the tests of all editors share. To be sourced; every script that does has "set -euo pipefail".
#
# What is installed goes into $kept, in the build folder, once. As root on Debian, what the system lacks is installed
# with apt-get; anyone else is told what to install.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
target=$(realpath -m "${CARGO_TARGET_DIR:-$root/target}")
kept=$target/editors
mkdir -p "$kept"
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore

# The exit code of a test whose editor did not even start, which is worth another try.
readonly DID_NOT_START=75

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# quietly COMMAND...: shows what a command says only if it fails.
quietly() {
  local said code=0
  said=$(mktemp)
  "$@" >"$said" 2>&1 </dev/null || code=$?
  [ $code -eq 0 ] || { say "failed with $code: $*"; tail -n 30 "$said" >&2; }
  rm -f "$said"
  return $code
}

# thrice COMMAND...: registries and locks have bad moments.
thrice() {
  quietly "$@" && return
  sleep 5
  quietly "$@" && return
  sleep 20
  quietly "$@"
}

# debian PACKAGE...: installs packages, sharing neither locks nor archives with another run more than it must.
debian() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail "please install: $*"
  say "installing $*"
  mkdir -p "$kept/archives/partial"
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o "Dir::Cache::archives=$kept/archives" -o DPkg::Lock::Timeout=300)
  thrice "${apt[@]}" update
  thrice "${apt[@]}" install --yes --no-install-recommends "$@"
}

# need PROGRAM PACKAGE...: sees to it that there is such a program.
need() {
  command -v "$1" >/dev/null || debian "${@:2}"
}

# backport PACKAGE...: installs packages from Debian 12's backports, whose list stays out of the system's own.
backport() {
  [ "$(id -u)" = 0 ] || fail "please install from bookworm-backports: $*"
  say "installing $* from backports"
  local state=$kept/apt-backports mirror
  rm -rf "$state"
  mkdir -p "$state"/{lists/partial,archives/partial,sources}
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' | grep -v security | head -n 1)
  printf 'Types: deb\nURIs: %s\nSuites: bookworm bookworm-updates bookworm-backports\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
    "${mirror:?no Debian archive is set up}" >"$state/sources/backports.sources"
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o "Dir::Etc::sourceparts=$state/sources" -o Dir::Etc::sourcelist=/dev/null
    -o "Dir::State::lists=$state/lists" -o "Dir::Cache::archives=$state/archives" -o DPkg::Lock::Timeout=300)
  thrice "${apt[@]}" update
  thrice "${apt[@]}" --target-release bookworm-backports install --yes --no-install-recommends "$@"
  rm -rf "$state"
}

# later SUITE PACKAGE PROGRAM: unpacks a program of a later Debian, with all that it needs, beside the system and not
# into it. Answers with the folder; run what is in it with "of_later".
later() {
  local there=$kept/$1-$2 state=$kept/apt-$1
  # What runs it names the folder, which may have been moved since.
  if [ "$(cat "$there/ready" 2>/dev/null)" != "$there" ]; then
    say "unpacking $2 of Debian $1"
    need apt-get apt
    rm -rf "$there" "$state"
    mkdir -p "$there" "$state"/{lists/partial,archives/partial,sources,preferences}
    : >"$state/status"
    local mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' | grep -v security | head -n 1)
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
      "${mirror:?no Debian archive is set up}" "$1" >"$state/sources/later.sources"
    cat >"$state/apt.conf" <<END
Dir::State "$state"; Dir::State::lists "$state/lists"; Dir::State::status "$state/status";
Dir::Cache "$state"; Dir::Cache::archives "$state/archives";
Dir::Etc::sourcelist "/dev/null"; Dir::Etc::sourceparts "$state/sources"; Dir::Etc::preferencesparts "$state/preferences";
APT::Install-Recommends "false"; APT::Sandbox::User "root"; Debug::NoLocking "true";
END
    thrice env "APT_CONFIG=$state/apt.conf" apt-get -qq update
    thrice env "APT_CONFIG=$state/apt.conf" apt-get -qq --yes --download-only install "$2"
    local package
    for package in "$state"/archives/*.deb; do dpkg -x "$package" "$there"; done
    rm -rf "$state"
    [ -e "$there/usr/bin/$3" ] || fail "there is no usr/bin/$3 in the package $2 of Debian $1"
    # Its own loader with its own libraries: the system's may be too old.
    cat >"$there/$3" <<END
#!/bin/sh
exec "$(readlink -f "$(find "$there/lib64" "$there/usr/lib64" -name 'ld-linux*' 2>/dev/null | head -n 1)")" \\
  --library-path "$(find "$there/usr/lib" "$there/lib" -maxdepth 1 -name "*-linux-gnu" 2>/dev/null | paste -sd :)" "$there/usr/bin/$3" "\$@"
END
    chmod +x "$there/$3"
    echo "$there" >"$there/ready"
  fi
  echo "$there"
}

# venv NAME PACKAGE...: answers with a Python environment that has these packages.
venv() {
  local there=$kept/$1
  if [ ! -f "$there/ready" ]; then
    say "installing ${*:2}"
    rm -rf "$there"
    python3 -c 'import ensurepip, venv' 2>/dev/null || debian python3 python3-venv
    quietly python3 -m venv "$there"
    thrice "$there/bin/pip" install "${@:2}"
    touch "$there/ready"
  fi
  echo "$there"
}

# The program to test: what COPYDESK names, else the one that "cargo test" runs, brought up to date.
server() {
  if [ -z "${COPYDESK:-}" ]; then
    say "building the server"
    quietly cargo test --no-run --locked --manifest-path "$root/Cargo.toml" --test it
    COPYDESK=$target/debug/copydesk
  fi
  COPYDESK=$(realpath "$COPYDESK")
  [ -x "$COPYDESK" ] || fail "COPYDESK names no program: $COPYDESK"
  export COPYDESK
}

# newsroom FOLDER: lays out the draft that every editor opens, with its settings and officials.
newsroom() {
  mkdir -p "$1"
  cp "$root"/editors/test/{copydesk.toml,officials.toml,draft.md} "$1/"
}

# fence FILE LANGUAGE: the first code fence of that language in a page, so that what is tested is what the page says.
fence() {
  awk -v open="\`\`\`$2" '$0 == open { inside = 1; next } /^```/ && inside { exit } inside' "$1"
}

# The environment of an editor in a test: nothing of the user's own takes part.
alone() {
  env -u XDG_CONFIG_HOME -u XDG_DATA_HOME -u XDG_STATE_HOME -u XDG_CACHE_HOME -u NVIM_APPNAME -u VIMRUNTIME "HOME=$1" "${@:2}"
}
