# make run: start the server.  make test: everything is tested.  Both set up .venv from requirements.txt first.
.PHONY: help run test check bench docs lock clean
.DEFAULT_GOAL := help

PYTHON ?= $(shell sh tools/find-python)
BIN := .venv/bin

help:
	@grep -E '^# make' Makefile | sed 's/^# //; s/\.  /\n/g'

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
	@$(BIN)/python -m tools.print_transcripts

bench: .venv/ready
	@$(BIN)/python -m pytest --clock -n 0
	@$(BIN)/python -m tools.bench_turn
	@$(BIN)/python -m tools.bench_desk 10000
