# make run: start the server; the address to open is printed.  make test: run every test.  make check: ruff, mypy and the import rules.
# make docs: print the pages made from code and content.  make bench: measure speed.  make lock: renew requirements.txt (needs uv).  make clean: delete .venv.
# The first of these sets up .venv from requirements.txt. To try it out: README.md. To change it: CONTRIBUTING.md (one page), then docs/architecture.md.
.PHONY: help run test check bench docs lock clean
.DEFAULT_GOAL := help

PYTHON ?= $(shell sh tools/find-python)
BIN := .venv/bin

help:
	@grep -E '^# ' Makefile | sed 's/^# //; s/\.  /.\n/g'

.venv/ready: requirements.txt pyproject.toml
	@test -x $(BIN)/python || test -n "$(PYTHON)" || { sh tools/find-python --explain; exit 1; }
	@echo "Setting up .venv: the first time takes a few minutes."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch .venv/ready

run: .venv/ready
	@$(BIN)/python -m roleplay serve

test: .venv/ready
	@$(BIN)/python -m pytest

check: .venv/ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

lock: ## needs uv
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --generate-hashes --quiet --custom-compile-command "make lock" --output-file requirements.txt

clean:
	rm -rf .venv

docs: .venv/ready
	@$(BIN)/python -m roleplay.content.reference > docs/content.md
	@$(BIN)/python -m tools.print_policy > docs/policy.md
	@$(BIN)/python -m tools.print_transcripts

bench: .venv/ready
	@$(BIN)/python -m pytest --clock -n 0
	@$(BIN)/python -m tools.bench_turn
	@$(BIN)/python -m tools.bench_desk 10000
