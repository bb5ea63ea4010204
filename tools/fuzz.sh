#!/usr/bin/env bash
# Builds the libFuzzer targets and runs each for SECONDS from its small corpus. A finding ends with its input's file name.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
cmake --preset fuzz >/dev/null
cmake --build build-fuzz --parallel "$(nproc)" --target fuzzers
for program in build-fuzz/fuzz/*_fuzz; do
  name=$(basename "$program" _fuzz)
  work=build-fuzz/corpus/$name
  mkdir -p "$work"
  echo "fuzz: $name for $seconds s"
  "$program" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="build-fuzz/$name-" \
    "$work" "fuzz/corpus/$name" 2>&1 | tail -n 4
done
