#!/usr/bin/env bash
# What takes too long for every change: all C++ tests under sanitizers, thousands of kills, every failing
# call of the file system, ten minutes of fuzzing a target.
set -euo pipefail
cd "$(dirname "$0")/.."
for preset in asan tsan; do
  cmake --preset $preset >/dev/null
  cmake --build build-$preset --parallel "$(nproc)"
  ctest --test-dir build-$preset --output-on-failure
done
cmake --preset release >/dev/null
cmake --build build --parallel "$(nproc)"
TENON_KILLS=3000 TENON_FAULTS=all .cache/venv/bin/python -m pytest -q -p no:cacheprovider tests/e2e
tools/serve_soak.sh 600
tools/fuzz.sh 600
