# make run: start the server; the address to open is printed.  make test: run every test.  make check: ruff, mypy and the import rules.
# make docs: print the pages made from code and content.  make bench: measure speed.  make lock: renew both lists of packages (needs uv).  make clean: delete .venv.
# The first of these sets up .venv: make run with what requirements.txt lists, the others with requirements-dev.txt, which adds the tools for tests and checks.
# To try it out: README.md. To change it: CONTRIBUTING.md (one page), then docs/architecture.md.
.PHONY: help run test check bench docs lock clean
.DEFAULT_GOAL := help

PYTHON ?= $(shell sh tools/find-python)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

help:
	@grep -E '^# ' Makefile | sed 's/^# //; s/\.  /.\n/g'

.venv/ready: requirements.txt pyproject.toml
	@test -x $(BIN)/python || test -n "$(PYTHON)" || { sh tools/find-python --explain; exit 1; }
	@echo "Setting up .venv: the first time takes a few minutes."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --requirement requirements.txt
	@$(PIP) --no-deps --editable .
	@touch .venv/ready

.venv/ready-dev: requirements-dev.txt .venv/ready
	@echo "Adding the tools for tests and checks to .venv."
	@$(PIP) --requirement requirements-dev.txt
	@touch .venv/ready-dev

run: .venv/ready
	@$(BIN)/python -m roleplay serve

test: .venv/ready-dev
	@$(BIN)/python -m pytest

check: .venv/ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --generate-hashes --quiet --custom-compile-command "make lock"

lock: ## needs uv; a version stays as it is locked while pyproject.toml allows it
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --all-extras --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf .venv

docs: .venv/ready-dev
	@$(BIN)/python -m roleplay.content.reference > docs/content.md
	@$(BIN)/python -m roleplay schema --out schemas
	@$(BIN)/python -m tools.print_policy > docs/policy.md
	@$(BIN)/python -m tools.print_transcripts

bench: .venv/ready-dev
	@$(BIN)/python -m pytest --clock -n 0
	@$(BIN)/python -m tools.bench_turn
	@$(BIN)/python -m tools.bench_desk 10000
