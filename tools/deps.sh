#!/bin/sh
# deps.sh PART -- install what is missing: "build" to build and run, "all" for lint and tests too.
# A second call finds nothing missing and returns at once.
set -eu
cd "$(dirname "$0")/.."
part=${1:-all}

# Is the thing recognised? $1 is pkg:NAME, cmd:NAME or file:PATH.
present() {
    case $1 in
    pkg:*) command -v pkg-config >/dev/null && pkg-config --exists "${1#pkg:}" ;;
    cmd:*) command -v "${1#cmd:}" >/dev/null || [ -x "/usr/sbin/${1#cmd:}" ] ;;
    file:*) [ -e "${1#file:}" ] ;;
    esac
}

missing=
while read -r its_part package probe what; do
    case $its_part in '' | '#'*) continue ;; esac
    [ "$part" = all ] || [ "$its_part" = "$part" ] || continue
    if ! present "$probe"; then
        echo "missing: $package ($what)"
        missing="$missing $package"
    fi
done <tools/packages.txt

if [ -n "$missing" ]; then
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        as_root=sudo
        command -v sudo >/dev/null || {
            echo "These Debian packages are needed; install them as root:$missing" >&2
            exit 1
        }
    fi
    echo "installing:$missing"
    $as_root apt-get update -q
    # The words are package names: they are meant to be split.
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends $missing
fi

# npm keeps its own account of what it installed; newer than the lock file means nothing to do.
if [ -f ui/package-lock.json ] && ! [ ui/node_modules/.package-lock.json -nt ui/package-lock.json ]; then
    echo "installing the front-end packages of ui/package-lock.json"
    (cd ui && npm ci --no-audit --no-fund --loglevel=error)
    touch ui/node_modules/.package-lock.json
fi
