#!/bin/sh
# Renew requirements/*.txt from pyproject.toml: one set of versions for all platforms and Pythons, with hashes and without index addresses.
set -eu
tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
${PYTHON:-python3} -m venv "$tool"
"$tool/bin/python" -m pip install -q --require-hashes -r requirements/lock.txt
compile() {
  "$tool/bin/uv" pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade \
    --python-version 3.11.5 "$@"
}
compile pyproject.toml -o requirements/site.txt
compile pyproject.toml -c requirements/site.txt --extra test -o requirements/test.txt
printf properdocs | compile -c requirements/site.txt - -o requirements/canary.txt
printf uv | compile - -o requirements/lock.txt
