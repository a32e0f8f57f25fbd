#!/bin/sh
# Build the site with ProperDocs, the fork of MkDocs that goes on: it says early whether the site can move there.
# In an environment of its own: what it installs never gets into the one that the site is built with.
set -eu
VENV=${VENV:-build/canary}
export VENV DISABLE_MKDOCS_2_WARNING=true NO_MKDOCS_2_WARNING=1 SITE_DIR="${SITE_DIR:-build/canary-site}"
sh scripts/setup.sh site
"$VENV/bin/python" -m pip --disable-pip-version-check -q install --require-hashes -r requirements/canary.txt
"$VENV/bin/properdocs" build --strict --config-file mkdocs.yml
test -f "$SITE_DIR/index.html" && test -f "$SITE_DIR/en/framework/index.html" && test -f "$SITE_DIR/pagefind/pagefind.js"
