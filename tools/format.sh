#!/usr/bin/env bash
# Formats the C++ sources; with --check only says which are not formatted.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=-i
[ "${1:-}" = --check ] && mode=--dry-run
git ls-files '*.h' '*.cc' | xargs clang-format-19 $mode --Werror
