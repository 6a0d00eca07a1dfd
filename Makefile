# The commands of this repository. Each installs what it needs, once, and says what it does.
#
#   make run     build page and backend, serve both on http://127.0.0.1:8080
#   make dev     the same, rebuilt whenever a file changes, on http://127.0.0.1:8090
#   make dist    the static files in dist/, the backend at target/release/hosttracker-backend
#   make test    every test there is
#   make bench   the measurements of the README, beside the rivals
#   make tools   only install what is missing

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Versions stand once: the compiler's in rust-toolchain.toml, the tools' here (Trunk.toml checks them).
RUST := $(shell sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
TRUNK := 0.22.1
WASM_BINDGEN := 0.2.130
CARGO_DENY := 0.20.2
WASM_SPLIT := 0.2.4

# Tools live outside the clone, a folder for each version: a second run finds them, and nothing
# that is installed for other projects is touched.
CACHE := $(or $(HOSTTRACKER_TOOLS),$(HOME)/.cache/hosttracker-account)
TRUNK_HOME := $(CACHE)/trunk-$(TRUNK)
WASM_BINDGEN_HOME := $(CACHE)/wasm-bindgen-$(WASM_BINDGEN)
CARGO_DENY_HOME := $(CACHE)/cargo-deny-$(CARGO_DENY)
WASM_SPLIT_HOME := $(CACHE)/wasm-split-$(WASM_SPLIT)
BIN := $(TRUNK_HOME)/bin:$(WASM_BINDGEN_HOME)/bin:$(WASM_SPLIT_HOME)/bin:$(CARGO_DENY_HOME)/bin
export PATH := $(CURDIR)/node_modules/.bin:$(BIN):$(PATH)
export RUSTUP_TOOLCHAIN := $(RUST)

# A tool is used once: it need not be fast, and with these settings it is built in minutes.
QUICKLY := CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
	CARGO_TARGET_DIR=$(CACHE)/build

# Where the browser tests have their page and their backend; both are compiled into the tests.
export WASM_BINDGEN_TEST_ADDRESS := 127.0.0.1:18091
export HOSTTRACKER_API := http://127.0.0.1:18090

# The page in parts (.cargo/split): what stands for wasm-bindgen cuts the program by its relocations. Panics name files
# without the folder they were built in: it is nobody's business, and would be another one on each machine.
REGISTRY := $(or $(CARGO_HOME),$(HOME)/.cargo)/registry/src
IN_PARTS := PATH="$(CURDIR)/.cargo/split:$$PATH" \
	CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-C link-args=--emit-relocs --remap-path-prefix=$(REGISTRY)/="

BACKEND := target/release/hosttracker-backend
SAY := printf '\n\033[1m== %s\033[0m\n'

.PHONY: help run dev dist page backend test test-rules test-backend test-browser test-pages lint deny bench tools browser clean
help:
	@sed -n '3,8s/^# *//p' Makefile

# --- run -------------------------------------------------------------------------------------

run: dist
	@$(SAY) "Serving. Stop with Ctrl+C; the data stays in ./data"
	@$(BACKEND) serve --listen 127.0.0.1:8080 --data ./data --dist ./dist

dev: tools
	@$(SAY) "The page on http://127.0.0.1:8090, rebuilt on change; the backend on :8080"
	@cargo build -p hosttracker-backend
	@target/debug/hosttracker-backend serve --listen 127.0.0.1:8080 --data ./data --dist ./dist \
		--allow-origin http://127.0.0.1:8090 & backend=$$!; \
		trap 'kill $$backend' EXIT; trunk serve --cargo-profile dev --dist target/dev

dist: page backend
	@$(SAY) "Finishing the static files: headers, redirects, policy pages, .br and .gz"
	@$(BACKEND) pack --dist ./dist --parts target/split
	@$(SAY) "Ready: dist/ and $(BACKEND)"

page: tools
	@$(SAY) "Building the page (about 3 minutes the first time)"
	@rm -rf dist
	@$(IN_PARTS) trunk build --release --cargo-profile page --features split

backend: tools
	@$(SAY) "Building the backend (about 4 minutes the first time)"
	@cargo build --release -p hosttracker-backend
	@! $(BACKEND) --version | grep "movable clock"

# --- test ------------------------------------------------------------------------------------

test: tools browser lint test-rules test-backend test-browser test-pages
	@$(SAY) "All tests passed"

lint: tools deny
	@$(SAY) "Formatting and lints"
	@cargo fmt --all -- --check
	@cargo clippy -p contract -p hosttracker-backend --all-targets -- -D warnings
	@cargo clippy -p hosttracker-backend --features movable-clock --all-targets -- -D warnings
	@cargo clippy -p hosttracker-account --target wasm32-unknown-unknown --all-targets -- -D warnings
	@cargo clippy -p hosttracker-account --target wasm32-unknown-unknown --features split -- -D warnings
	@$(SAY) "Nothing but the gate keeps anything in a browser: each other way is refused"
	@refused=$$(cargo clippy -p hosttracker-account --target wasm32-unknown-unknown --test forbidden --features forbidden \
		2>&1 | grep -c "^error: use of a disallowed method" || true); \
		ways=$$(grep -c "^    _ = " tests/forbidden.rs); echo "$$refused of $$ways refused"; test "$$refused" = "$$ways"

deny: $(CARGO_DENY_HOME)/bin/cargo-deny
	@$(SAY) "Dependencies: their licences, their sources"
	@cargo deny --workspace check --hide-inclusion-graph bans licenses sources

test-rules: tools
	@$(SAY) "Rules: contract, and the shape of src"
	@cargo test -p contract

test-backend: tools
	@$(SAY) "Backend, on its real database"
	@cargo test -p hosttracker-backend --features movable-clock

test-browser: tools browser
	@$(SAY) "The page in Chromium, against the real backend"
	@cargo build -p hosttracker-backend --features movable-clock
	@tests/e2e/run

test-pages: dist browser
	@$(SAY) "Whole pages in Chromium, as hosted"
	@node --test --test-concurrency=2 tests/pages/*.test.mjs

bench: dist browser
	@$(SAY) "Measuring beside the rivals (about 10 minutes)"
	@node bench/run.mjs $(BENCH)

# --- tools -----------------------------------------------------------------------------------

tools: $(CACHE)/rust-$(RUST) $(TRUNK_HOME)/bin/trunk $(WASM_BINDGEN_HOME)/bin/wasm-bindgen \
	$(WASM_SPLIT_HOME)/bin/wasm-split-cli node_modules/.installed

$(CACHE)/rust-$(RUST):
	@command -v rustup >/dev/null || { echo "rustup is missing. Install it: https://rustup.rs"; exit 1; }
	@command -v cc >/dev/null || { echo "A C compiler is missing. Install it: apt-get install build-essential"; exit 1; }
	@$(SAY) "Installing Rust $(RUST) with the wasm target"
	@rustup toolchain install $(RUST) --profile minimal -t wasm32-unknown-unknown -c rustfmt -c clippy
	@mkdir -p $(CACHE) && touch $@

$(TRUNK_HOME)/bin/trunk: | $(CACHE)/rust-$(RUST)
	@$(SAY) "Building trunk $(TRUNK), once (about 9 minutes)"
	@$(QUICKLY) cargo install --locked trunk@$(TRUNK) --root $(TRUNK_HOME)
	@rm -rf $(CACHE)/build

# Without --locked: the lock file of this release does not resolve.
$(WASM_BINDGEN_HOME)/bin/wasm-bindgen: | $(CACHE)/rust-$(RUST)
	@$(SAY) "Building wasm-bindgen $(WASM_BINDGEN), once (about 3 minutes)"
	@$(QUICKLY) cargo install wasm-bindgen-cli@$(WASM_BINDGEN) --root $(WASM_BINDGEN_HOME)
	@rm -rf $(CACHE)/build

$(CARGO_DENY_HOME)/bin/cargo-deny: | $(CACHE)/rust-$(RUST)
	@$(SAY) "Building cargo-deny $(CARGO_DENY), once (about 2 minutes)"
	@$(QUICKLY) cargo install --locked cargo-deny@$(CARGO_DENY) --root $(CARGO_DENY_HOME)
	@rm -rf $(CACHE)/build

$(WASM_SPLIT_HOME)/bin/wasm-split-cli: | $(CACHE)/rust-$(RUST)
	@$(SAY) "Building wasm-split $(WASM_SPLIT), once (about 2 minutes)"
	@$(QUICKLY) cargo install --locked wasm_split_cli_support@$(WASM_SPLIT) --features build-binary --root $(WASM_SPLIT_HOME)
	@rm -rf $(CACHE)/build

node_modules/.installed: package.json
	@command -v npm >/dev/null || { echo "Node 20 or later is missing. Install it: apt-get install nodejs npm"; exit 1; }
	@$(SAY) "Installing wasm-opt and the tools of tests/pages"
	@npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

APT := $(if $(filter 0,$(shell id -u)),,sudo )apt-get
browser:
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null && command -v strace >/dev/null || { \
		$(SAY) "Installing Chromium, its driver and strace"; \
		command -v apt-get >/dev/null || { echo "Install chromium, chromedriver and strace with your system's packages"; exit 1; }; \
		$(APT) update -qq && $(APT) install -y -qq --no-install-recommends chromium chromium-driver strace; }

clean:
	rm -rf dist target/pages
