# Every target makes what it needs on a fresh clone: Python 3.11 or later and the Python Package Index are enough.
PYTHON ?= python3
BIN := .venv/bin
SOURCES := src tests benchmarks

.PHONY: demo test lint format bench accuracy docs clean

demo: .venv/base.stamp  ## read the example article
	$(BIN)/dragoman read examples/talks.txt

test: lint  ## lint, types, layers, tests and accuracy floors
	$(BIN)/python -m pytest -n 2

lint: .venv/dev.stamp
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev.stamp
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

bench: .venv/dev.stamp  ## reading speed against spaCy alone
	$(BIN)/python benchmarks/throughput.py

accuracy: .venv/dev.stamp  ## the figures of docs/accuracy.md; needs ../shared
	$(BIN)/python benchmarks/accuracy.py

docs: .venv/dev.stamp  ## the site, in site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

clean:
	rm -rf .venv site build dist

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dragoman needs Python 3.11 or later: make PYTHON=...")'
	$(PYTHON) -m venv .venv

.venv/base.stamp: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/dev.stamp: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ .venv/base.stamp
