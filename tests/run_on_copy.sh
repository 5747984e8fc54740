#!/usr/bin/env bash
# Lint, tests and notebooks on a copy of the tree: whatever a test or a notebook writes, the product stays as it is.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
tar -C "$root" --exclude=./.venv --exclude=./.git --exclude=./notebooks/read -cf - . | tar -C "$copy" -xf -
cd "$copy"
export PYTHONPATH="$copy" PATH="$root/.venv/bin:$PATH"
ruff check .
ruff format --check helpers tests
python -m pytest -n auto --dist loadfile tests notebooks "$@" \
    --nbval --nbval-current-env --nbval-cell-timeout=600 --nbval-sanitize-with=tests/nbval_sanitize.cfg
