#!/usr/bin/env bash
# The checks of `make test` that read the code without running it.
set -euo pipefail
cd "$(dirname "$0")/.."
.cache/venv/bin/python tools/check_layers.py
tools/format.sh --check
cmake --preset release >/dev/null
cmake --build build --parallel "$(nproc)" --target tenon
tools/tidy.sh
.cache/venv/bin/python tools/make_docs.py --check
