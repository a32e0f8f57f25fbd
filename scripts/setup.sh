#!/bin/sh
# Make the virtual environment and install the locked packages into it: `sh scripts/setup.sh site|test`.
# Nothing half-made is left behind: what fails at its first making is removed again.
set -u

kind=$1
venv=${VENV:-.venv}
python=${PYTHON:-python3}
lock=requirements/$kind.txt
stamp=$venv/.$kind-installed

say() { printf '%s\n' "$*" >&2; }
fail() {
  [ "${made:-no}" = yes ] && rm -rf "$venv"
  rm -f "${log:-}"
  say "$*"
  exit 1
}

command -v "$python" >/dev/null 2>&1 ||
  fail "Python 3.11.5 or newer is needed and '$python' was not found: install it (python.org or your package manager), or name yours with PYTHON=/path/to/python3."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null ||
  fail "Python 3.11.5 or newer is needed and '$python' is $("$python" -V 2>&1 | cut -d' ' -f2): install a newer one, or name it with PYTHON=/path/to/python3."

# The stamp holds what was installed, and by which Python.
want=$(cat "$lock" pyproject.toml scripts/setup.sh | cksum; "$python" -V 2>&1; pwd)
[ -x "$venv/bin/python" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ] && "$venv/bin/python" -c '' 2>/dev/null && exit 0

"$python" -c 'import venv, ensurepip' 2>/dev/null ||
  fail "This Python has no venv module: on Debian or Ubuntu run 'apt install python3-venv', elsewhere install a complete Python."

log=$(mktemp) || fail "No temporary file can be made: free some space in ${TMPDIR:-/tmp}."
trap 'fail "Set-up was interrupted: run the same command again."' INT TERM HUP
say "Setting up $venv with the packages of $lock (once for each change of that file) ..."
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  rm -rf "$venv"
  made=yes
  "$python" -m venv "$venv" >"$log" 2>&1 || fail "The virtual environment $venv could not be made: $(tail -n 1 "$log")"
fi
rm -f "$stamp"
pip() { "$venv/bin/python" -m pip --disable-pip-version-check --no-input -q "$@" >"$log" 2>&1; }
# A build isolated from the network: the build backend is among the locked packages.
pip install --retries 2 --require-hashes -r "$lock" && pip install --no-deps --no-build-isolation -e . || {
  grep -q -i -E 'connection|resolve|network|timed out|retry|retries|max retries|temporary failure' "$log" &&
    fail "The packages could not be downloaded: check the network and run the same command again."
  fail "The packages could not be installed: $(grep -i -m 1 error "$log" || tail -n 1 "$log")"
}
trap - INT TERM HUP
rm -f "$log"
printf '%s' "$want" >"$stamp"
# What holds all the test packages holds those of the site as well.
if [ "$kind" = test ]; then rm -f "$venv/.site-installed"; fi
exit 0
