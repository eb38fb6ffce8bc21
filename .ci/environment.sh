#!/bin/sh
# Make .venv and install one locked requirements file into it: environment.sh FILE STAMP
set -eu
requirements=$1
stamp=$2

say() {
    printf '%s\n' "$@" >&2
}

is_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

make_environment() {
    without_venv=
    for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3.14 python3 python; do
        command -v "$candidate" >/dev/null 2>&1 && is_recent "$candidate" || continue
        if ! "$candidate" -c 'import venv, ensurepip' >/dev/null 2>&1; then
            without_venv=$candidate
            continue
        fi
        echo "Making .venv with $("$candidate" --version)"
        "$candidate" -m venv --clear .venv
        return
    done
    if [ -n "$without_venv" ]; then
        say "Glossator cannot make its environment: $without_venv has no venv module." \
            "On Debian and Ubuntu: sudo apt-get install python3-venv"
    else
        say "Glossator needs Python 3.11 or newer, and none was found." \
            "Install one, or name one: make run PYTHON=/path/to/python3"
    fi
    exit 1
}

# An environment whose Python has gone (a system upgrade) is made again.
if ! is_recent .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    make_environment
fi
echo "Installing $requirements into .venv"
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
    -r "$requirements"; then
    say "Glossator's environment is not complete: pip could not install $requirements (see above)." \
        "Check the network connection, then run the same command again; it goes on where it stopped."
    exit 1
fi
touch "$stamp"
