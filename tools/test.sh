#!/usr/bin/env bash
# Runs every suite, even after one failed, and closes with the sum: "N passed, N failed".
# Counts single tests: GoogleTest cases, pytest cases, and one for each lint step.
set -uo pipefail
cd "$(dirname "$0")/.."
passed=0
failed=0
skipped=0
log=build/test-logs
mkdir -p "$log"

# count NAME PASSED FAILED SKIPPED
count() {
  passed=$((passed + $2))
  failed=$((failed + $3))
  skipped=$((skipped + $4))
  printf '%-22s %5d passed, %d failed, %d skipped\n' "$1" "$2" "$3" "$4"
}

number() { grep -oE "$1" "$2" | tail -n 1 | grep -oE '[0-9]+' | head -n 1 || true; }

step() {  # step NAME COMMAND...: one lint step is one test
  local name=$1
  shift
  if "$@" >"$log/$name.log" 2>&1; then
    count "$name" 1 0 0
  else
    cat "$log/$name.log"
    count "$name" 0 1 0
  fi
}

step layers .cache/venv/bin/python tools/check_layers.py
step format tools/format.sh --check
step tidy tools/tidy.sh
step docs .cache/venv/bin/python tools/make_docs.py --check

for program in build/src/*_tests; do
  name=$(basename "$program")
  GTEST_COLOR=no "$program" >"$log/$name.log" 2>&1
  code=$?
  ok=$(number '\[  PASSED  \] [0-9]+' "$log/$name.log")
  bad=$(number '\[  FAILED  \] [0-9]+ test' "$log/$name.log")
  missed=$(number '\[  SKIPPED \] [0-9]+' "$log/$name.log")
  # A program that crashes prints no total: that is a failure of at least one test.
  if [ $code -ne 0 ] && [ "${bad:-0}" -eq 0 ]; then bad=1; fi
  if [ $code -ne 0 ]; then grep -E -B 12 'FAILED|Failure|ERROR' "$log/$name.log" | head -n 120; tail -n 5 "$log/$name.log"; fi
  if [ "${missed:-0}" -gt 0 ]; then grep -A 2 'SKIPPED' "$log/$name.log" | grep -E 'SKIPPED|absent|Skipped' | sort -u | head -n 20; fi
  count "$name" "${ok:-0}" "${bad:-0}" "${missed:-0}"
done

.cache/venv/bin/python -m pytest -q -rs -p no:cacheprovider tests/e2e >"$log/e2e.log" 2>&1
code=$?
ok=$(number '[0-9]+ passed' "$log/e2e.log")
bad=$(number '[0-9]+ failed' "$log/e2e.log")
broken=$(number '[0-9]+ error' "$log/e2e.log")
missed=$(number '[0-9]+ skipped' "$log/e2e.log")
bad=$((${bad:-0} + ${broken:-0}))
if [ $code -ne 0 ] && [ $bad -eq 0 ]; then bad=1; fi
if [ $code -ne 0 ]; then cat "$log/e2e.log"; else grep '^SKIPPED' "$log/e2e.log" || true; fi
count e2e "${ok:-0}" "$bad" "${missed:-0}"

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
