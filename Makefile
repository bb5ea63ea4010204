# Two commands do all: make demo, make test. `make help` lists the verbs.
.DEFAULT_GOAL := help
ECONOMY ?= KOR
CHAIN ?= chips
JOBS ?= $(shell nproc)
PYTHON := .cache/venv/bin/python

.PHONY: help setup build demo test soak lint bench fuzz docs clean

help: ## what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' Makefile

setup: ## install what is missing (Debian 12) and fetch DuckDB, pinned
	@tools/setup.sh

build: setup ## build/tenon
	@tools/web.sh
	@cmake --preset release >/dev/null
	@cmake --build build --parallel $(JOBS) --target tenon

demo: build ## load the shipped data, scan the shipped chains for ECONOMY=KOR, write reports into out/; on a terminal, serve them
	@build/tenon --workspace out/workspace demo --economy $(ECONOMY) --folder out
	@[ ! -t 1 ] || { echo "Opens on CHAIN and ECONOMY: http://127.0.0.1:8417/chain/$(CHAIN)?economy=$(ECONOMY)" && exec build/tenon --workspace out/workspace serve; }

test: setup ## everything: lint, C++, tables, end to end, web; ends with "N passed, N failed"
	@tools/web.sh
	@cmake --preset release >/dev/null
	@cmake --build build --parallel $(JOBS)
	@$(PYTHON) tools/test.py

soak: setup ## what takes long: sanitizers over all tests, thousands of kills, fuzzing
	@tools/soak.sh

lint: setup ## layers, formatting, clang-tidy, freshness of what is generated
	@tools/lint.sh

bench: setup ## speed against a peer in the same run; checks answers first
	@cmake --preset release >/dev/null
	@cmake --build build --parallel $(JOBS)
	@[ -x .cache/bench-venv/bin/python ] || python3 -m venv .cache/bench-venv
	@.cache/bench-venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r bench/requirements.txt
	@$(PYTHON) bench/run.py

fuzz: setup ## libFuzzer targets, SECONDS=60 each
	@tools/fuzz.sh $(or $(SECONDS),60)

docs: build ## rewrite the generated heads of docs/ (checked by make test)
	@$(PYTHON) tools/make_docs.py

clean: ## remove what was built; .cache/ (downloads) stays
	rm -rf build build-dev build-asan build-tsan build-fuzz build-coverage out
