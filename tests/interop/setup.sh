#!/usr/bin/env sh
# Fetches the stock JOSE libraries that tests/interop.rs signs with: Python's into target/tools/python, Node's into
# tests/interop/node_modules. Does nothing where they are in place already.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv="$here/../../target/tools/python"
stamp="$venv/requirements.txt"

if ! cmp -s "$here/requirements.txt" "$stamp"; then
  python3 -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$stamp"
fi
if [ ! "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ]; then
  npm ci --prefix "$here" --no-audit --no-fund --silent
  touch "$here/node_modules/.package-lock.json"
fi
