# Each target says what it is for (`make help`); the plain commands behind them stand in README.md.

VENV ?= .venv
PYTHON ?= python3
# One more than the processors of a small machine: journeys in a browser mostly wait.
WORKERS ?= 3
ARGS ?=
OUT ?=
DATA ?=
DEMO ?=
export HYPOTHESIS_PROFILE ?= usual
# What Python compiles is kept from run to run: each worker of the tests takes seconds to compile them all.
export PYTHONDONTWRITEBYTECODE :=
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help install demo run test lint format lock stats bench bench-search bench-relevance bench-save \
	bench-safety bench-page vendor translations migrations-check wheel screenshots nightly clean

help: ## Say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

install: $(VENV)/.with-test $(VENV)/.with-lint ## Make .venv and install the program with all that a developer needs

demo: $(VENV)/.installed ## Load the demo content and serve the wiki at 127.0.0.1:5000
	@$(BIN)/wiki demo

run: $(VENV)/.installed ## Serve the wiki of your own settings
	@$(BIN)/wiki run

test: $(VENV)/.with-test ## Run every test, in a real browser too (ARGS="tests/search -k prefix" for some)
	@chromium="$$($(BIN)/python tools/find_chromium.py)" && CHROMIUM_PATH="$$chromium" \
		$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(if $(ARGS),,--cov --cov-report=json:.coverage.json) $(ARGS)
	@$(if $(ARGS),,$(BIN)/python tools/coverage_floor.py .coverage.json)

lint: $(VENV)/.with-lint ## Check style, format, types, imports and templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config setup.cfg
	$(BIN)/djlint templates --lint --quiet

format: $(VENV)/.with-lint ## Put the Python code in the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## Freeze the newest versions that setup.cfg allows in requirements/ci.txt
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet ".[test,lint,postgresql,bench]"
	{ echo "# Written by make lock: the exact versions that CI tests with."; \
		build/lock/bin/python -m pip freeze --all --exclude praktijkwijs --exclude pip --exclude setuptools; \
	} > requirements/ci.txt
	rm -rf build

stats: ## Count lines, and show the largest functions and files
	@$(PYTHON) tools/stats.py

bench: $(VENV)/.with-bench ## Measure speed (OUT=FILE writes a JSON line for each figure)
	@$(if $(OUT),OUT="$(OUT)" )$(BIN)/python -m bench $(ARGS)

bench-search: $(VENV)/.with-bench ## Measure how fast search is beside others, while built and written to (OUT=FILE)
	@$(if $(OUT),OUT="$(OUT)" )$(BIN)/python -m bench.search $(ARGS)

bench-save: $(VENV)/.with-bench ## Measure what saving costs, alone and twenty at once at one article (OUT=FILE)
	@$(if $(OUT),OUT="$(OUT)" )$(BIN)/python -m bench.saving $(ARGS)

bench-safety: $(VENV)/.with-bench ## Measure what the safety check finds and misses, and what it costs (OUT=FILE)
	@$(if $(OUT),OUT="$(OUT)" )$(BIN)/python -m bench.safety $(ARGS)

bench-page: $(VENV)/.with-test $(VENV)/.with-bench ## Measure what a first visit costs a slow phone on a slow line, in a real browser (OUT=FILE)
	@chromium="$$($(BIN)/python tools/find_chromium.py)" && CHROMIUM_PATH="$$chromium" \
		$(if $(OUT),OUT="$(OUT)" )$(BIN)/python -m bench.page $(ARGS)

bench-relevance: $(VENV)/.with-bench ## Measure how well search finds (DATA=DIR of judged sets, DEMO=FILE of demo queries, OUT=FILE)
	@$(if $(DATA),DATA="$(DATA)" )$(if $(DEMO),DEMO="$(DEMO)" )$(if $(OUT),OUT="$(OUT)" )$(BIN)/python -m bench.relevance $(ARGS)

vendor: ## Fetch the pinned CSS and JavaScript again and join the style sheets (needs npm)
	npm ci
	$(PYTHON) tools/vendor.py
	$(PYTHON) tools/bundle.py

translations: $(VENV)/.installed ## Collect the sentences of the program and compile both catalogues
	$(BIN)/python tools/translations.py

migrations-check: $(VENV)/.with-test ## Run the migrations up and down on both engines and compare them with the models
	$(BIN)/python -m pytest tests/test_migrations.py

wheel: $(VENV)/bin/python ## Build the wheel in dist/
	rm -rf build
	$(PIP) wheel . --no-deps --wheel-dir dist

screenshots: $(VENV)/.with-test ## Make the pictures of the README from a demo of its own
	@chromium="$$($(BIN)/python tools/find_chromium.py)" && CHROMIUM_PATH="$$chromium" \
		$(BIN)/python tools/screenshots.py

nightly: lint ## What takes long: property tests with many more cases, tests marked nightly, the benches
	$(MAKE) test HYPOTHESIS_PROFILE=nightly
	$(MAKE) bench
	$(if $(wildcard ../shared/data/relevance),$(MAKE) bench-relevance)

clean: ## Remove what builds and checks left behind; .venv and instance/ stay
	rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage*
	find wiki tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp for each extra: what is installed already is not looked at again until a list of packages changes.
LISTS := setup.cfg pyproject.toml requirements/ci.txt

$(VENV)/.installed: $(LISTS) | $(VENV)/bin/python
	$(PIP) install --quiet --constraint requirements/ci.txt --editable .
	@touch $@

$(VENV)/.with-%: $(LISTS) | $(VENV)/bin/python
	$(PIP) install --quiet --constraint requirements/ci.txt --editable ".[$*]"
	@touch $@

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
