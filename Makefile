# One entry to everything.  `make` lists the commands.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

# The first Python of 3.11 or newer.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$each" -c '$(NEW_ENOUGH)' 2>/dev/null && echo "$$each" && exit; done)
SHORT_VERSION := import sys; print("%d.%d" % sys.version_info[:2])
VERSION := $(shell $(or $(PYTHON),false) -c '$(SHORT_VERSION)' 2>/dev/null)

# Stamps: as long as the requirements and the Python are the same, pip is not called.
VENV := .venv
MADE := $(VENV)/made-with-python-$(VERSION)
READY_TO_RUN := $(VENV)/ready-to-run-$(VERSION)
READY_TO_TEST := $(VENV)/ready-to-test-$(VERSION)
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-virtualenv

# A virtual environment whose Python is gone (an upgrade, a folder that was moved) is made anew.
$(shell $(BIN)/python -c '' 2>/dev/null || rm -f $(VENV)/made-with-* $(VENV)/ready-to-*)

# HOST, PORT, WORKERS, DATA_DIR, DATABASE_URL and the rest reach the program through the environment,
# whether they are written before `make` or after it.

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

.PHONY: run
run: $(READY_TO_RUN) ## install, prepare the data folder, load starter data and start the server
	@exec $(BIN)/python manage.py serve $(ARGS)

.PHONY: manage
manage: $(READY_TO_RUN) ## run manage.py on the same data, e.g. make manage ARGS="createsuperuser"
	@exec $(BIN)/python manage.py $(ARGS)

.PHONY: seed
seed: $(READY_TO_RUN) ## load the starter data into a migrated database
	@exec $(BIN)/python manage.py seed $(ARGS)

.PHONY: setup
setup: $(READY_TO_TEST) ## install everything that developing needs
	@echo "Ready: $(BIN)/python, $$($(BIN)/python --version)"

.PHONY: test
test: $(READY_TO_TEST) ## run the tests; ARGS="tests/house -x" narrows, DATABASE_URL=postgres://... changes the database
	@exec $(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

.PHONY: coverage
coverage: $(READY_TO_TEST) ## run the tests, a quarter longer, and list the lines that none of them reaches
	@exec $(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term-missing:skip-covered $(ARGS)

.PHONY: check
check: $(READY_TO_TEST) ## everything but the tests: format, lint, types, import order, migrations, schema
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	@$(MAKE) --no-print-directory check-schema

.PHONY: check-schema
check-schema: $(READY_TO_TEST)
	@draft=$$(mktemp) && trap 'rm -f "$$draft"' EXIT && \
		$(BIN)/python manage.py spectacular --fail-on-warn --validate --file "$$draft" && \
		diff -u docs/openapi.yaml "$$draft" || \
		{ echo "docs/openapi.yaml is not what the code describes; run: make schema" >&2; exit 1; }

.PHONY: fix
fix: $(READY_TO_TEST) ## format the code and repair what can be repaired
	$(BIN)/python -m ruff check --fix . ; $(BIN)/python -m ruff format .

.PHONY: schema
schema: $(READY_TO_TEST) ## write docs/openapi.yaml anew
	$(BIN)/python manage.py spectacular --fail-on-warn --validate --file docs/openapi.yaml

.PHONY: bench
bench: $(READY_TO_TEST) ## measure speed and memory with wrk; ARGS="--quick" for a first look, ARGS="--help" for more
	@exec $(BIN)/python -m benchmarks $(ARGS)

$(MADE):
	@[ -n "$(VERSION)" ] || { echo "Python 3.11 or newer is needed, as python3 or as PYTHON=/path/to/python." >&2; exit 1; }
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { echo "$(PYTHON) is Python $(VERSION); 3.11 or newer is needed." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv is missing; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@[ "$$($(BIN)/python -c '$(SHORT_VERSION)' 2>/dev/null)" = "$(VERSION)" ] || $(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(READY_TO_RUN): requirements.txt | $(MADE)
	@echo "Installing what the server needs; the first time this takes a minute."
	@$(PIP) -r requirements.txt
	@touch $@

$(READY_TO_TEST): requirements-dev.txt requirements.txt | $(MADE)
	@echo "Installing what the server and its tests need; the first time this takes a minute or two."
	@$(PIP) -r requirements-dev.txt
	@touch $(READY_TO_RUN) $@
