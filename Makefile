PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
TOOLS := .venv/tools

ARCHIVE_DIR ?= data
export ARCHIVE_DIR

.PHONY: help setup demo browse test check format lock clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## create the virtual environment from the lock file

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up .venv (about half a minute, once) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

$(TOOLS): $(READY) requirements-dev.lock
	@echo "Adding what the tests and checks need ..."
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@tests/install-browser
	@touch $(TOOLS)

demo: $(READY) ## crawl the replica sites and ingest stored pages into demo/
	@$(BIN)/python -m scraper.demo

browse: $(READY) ## open an archive in Datasette: make browse ARCHIVE_DIR=demo
	@$(BIN)/scrapy browse --open

test: $(TOOLS) check ## run everything that must hold
	@$(BIN)/pytest

check: $(TOOLS) ## lint and type-check
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(TOOLS) ## format the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

LOCK := uv pip compile pyproject.toml --all-extras --group build --universal --generate-hashes --python-version 3.11 \
  --no-emit-index-url --no-header --no-annotate --quiet

lock: $(TOOLS) ## renew both lock files from the ranges in pyproject.toml
	@$(BIN)/pip install -qq uv
	@$(BIN)/$(LOCK) --upgrade -o requirements.lock
	@$(BIN)/$(LOCK) --group dev --upgrade --constraint requirements.lock -o requirements-dev.lock

clean: ## remove what make made
	rm -rf .venv demo build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
