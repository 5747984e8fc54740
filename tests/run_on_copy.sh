#!/usr/bin/env bash
# Lint, tests and notebooks on a copy of the tree: whatever a test or a notebook writes, the product stays as it is.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
tar -C "$root" --exclude=./.venv --exclude=./.git --exclude=./notebooks/read -cf - . | tar -C "$copy" -xf -
cd "$copy"
# Nobody's settings leak in: what a reader has set for other work, as helpers.notebooks keeps it from the kernels.
for name in $(compgen -e | grep -E '^(PYTHON|PANDAS_|MPLBACKEND|MATPLOTLIBRC|IPYTHON|JUPYTER|PYTEST_|LC_|LANG)'); do unset "$name"; done
plain=$(mktemp -d)
trap 'rm -rf "$copy" "$plain"' EXIT
touch "$plain/matplotlibrc"
export IPYTHONDIR="$plain" MATPLOTLIBRC="$plain/matplotlibrc" TZ=UTC LC_ALL=C.UTF-8
export PYTHONPATH="$copy" PATH="$root/.venv/bin:$PATH"
ruff check .
ruff format --check helpers tests
# In the order of conftest.py, the longest files first, and not by how many tests a file has.
python -m pytest -n auto --dist loadfile --no-loadscope-reorder tests notebooks "$@" \
    --nbval --nbval-current-env --nbval-cell-timeout=600 --nbval-sanitize-with=tests/nbval_sanitize.cfg
