# Every target makes what it needs on a fresh clone: Python 3.11 or later and the Python Package Index are enough.
PYTHON ?= python3
BIN := .venv/bin
SOURCES := src tests benchmarks

.PHONY: demo test lint format bench accuracy stories soak weights docs clean

demo: .venv/base.stamp  ## read the example article, then make a record of thirteen and ask it
	$(BIN)/dragoman read examples/talks.txt
	rm -rf build/demo && mkdir -p build
	$(BIN)/dragoman ingest examples/archive --record build/demo
	$(BIN)/dragoman stories --record build/demo
	$(BIN)/dragoman dyad KEN TZA --by week --record build/demo --plot build/demo.html
	$(BIN)/dragoman agenda --record build/demo
	$(BIN)/dragoman discrepancies --kind number --record build/demo
	@echo "the plot is in build/demo.html, the record in build/demo"

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

soak: .venv/dev.stamp  ## ingest killed and resumed, twice at once, in any order; needs ../shared
	$(BIN)/python benchmarks/soak.py

bench: .venv/dev.stamp  ## reading speed against spaCy alone; questions at ten million reports
	$(BIN)/python benchmarks/throughput.py
	$(BIN)/python benchmarks/scale.py

accuracy: .venv/dev.stamp  ## the figures of docs/accuracy.md; needs ../shared
	$(BIN)/python benchmarks/accuracy.py

weights: .venv/dev.stamp  ## the encoder's weights, in build/weights; needs ../shared, some hours and dragoman[train]
	$(BIN)/python benchmarks/training_sets.py build/training
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python -m dragoman.train build/training --epochs 5 --rate 1.5e-4 --out build/weights

stories: .venv/dev.stamp  ## stories and events against TF-IDF with agglomerative clustering; needs ../shared
	$(BIN)/python benchmarks/stories.py

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
