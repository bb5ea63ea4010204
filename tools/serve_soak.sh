#!/usr/bin/env bash
# The server under load for SECONDS: kept answers, uncached ones, jobs that are cancelled, clients that go away. Its
# memory must stay flat: after the first tenth no more than a tenth may be added.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-600}
folder=$(mktemp -d)
build/tenon --workspace "$folder/workspace" demo --folder "$folder" --quiet >/dev/null
build/tenon --workspace "$folder/workspace" serve --port 0 --quiet >"$folder/url" &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$folder"' EXIT
until [ -s "$folder/url" ]; do sleep 0.1; done
url=$(cat "$folder/url")
resident() { awk '/^VmRSS/ {print $2}' "/proc/$server/status"; }

ask() { curl -sf -o /dev/null -m 60 "$@"; }
end=$(($(date +%s) + seconds))
warm=$(($(date +%s) + seconds / 10))
rss=0
round=0
ask "${url}api/v1/chains"
wrk -t1 -c64 -d"$seconds" "${url}api/v1/chains" >"$folder/wrk" &
load=$!
economies=(KOR USA JPN DEU CHN NLD FRA GBR)
while [ "$(date +%s)" -lt "$end" ]; do
  round=$((round + 1))
  economy=${economies[$((round % 8))]}
  ask "${url}api/v1/analyses/scan?chain=chips&economy=$economy&delta=0.$((round % 900 + 100))"
  curl -s -m 0.05 -o /dev/null "${url}api/v1/analyses/scan?chain=medicines&economy=$economy&delta=0.$round" || true
  job=$(curl -sf -H 'Content-Type: application/json' "${url}api/v1/jobs" \
    -d "{\"analysis\": \"what-if\", \"parameters\": {\"remove\": \"$economy\", \"draws\": $((round + 10000))}}" | grep -o '"self":"[^"]*"' | cut -d'"' -f4)
  ask -X DELETE "${url%/}$job"
  if [ "$rss" = 0 ] && [ "$(date +%s)" -ge "$warm" ]; then rss=$(resident); fi
done
wait "$load"
now=$(resident)
grep -E 'Requests/sec|Latency' "$folder/wrk"
echo "serve: $round rounds; resident $((rss / 1024)) MiB after the first tenth, $((now / 1024)) MiB at the end"
if grep -qE 'Non-2xx|Socket errors' "$folder/wrk"; then cat "$folder/wrk"; exit 1; fi
[ "$now" -le $((rss * 11 / 10 + 20480)) ] || { echo "serve: memory grew"; exit 1; }
