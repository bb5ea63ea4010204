#!/usr/bin/env bash
# clang-tidy over every source (checks: .clang-tidy, all of them errors). A file is read again only when it, a header of
# ours or the checks changed.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=build/tidy
mkdir -p "$stamp"
headers=$(git ls-files '*.h' .clang-tidy | xargs cat | sha256sum | cut -c1-16)
git ls-files 'src/*.cc' | while read -r file; do
  key="$stamp/$(cat "$file" | sha256sum | cut -c1-16)-$headers"
  [ -f "$key" ] || printf '%s %s\n' "$file" "$key"
done | xargs -r -P "$(nproc)" -L 1 sh -c 'clang-tidy-19 --quiet -p build --extra-arg=-w "$0" 2>/dev/null && touch "$1"'
