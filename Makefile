# Every target makes its own environment in .venv; nothing that happens to be installed is used but Python itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
N ?= 100000
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The suite starts hundreds of processes, and each would compile every module that it imports.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: generate check test coverage lint messages reference manual bench fuzz clean
.DEFAULT_GOAL := generate

generate: $(VENV)/.ocgen  ## everything that the specs say, into generated/
	$(BIN)/ocgen generate

check: $(VENV)/.ocgen  ## whether generated/ matches the specs
	$(BIN)/ocgen check

# Each core takes neighbours of one file, which share what they begin with, and the last ones of another core at the end.
test: $(VENV)/.test  ## the whole suite, on all cores; tells the ten slowest tests
	$(BIN)/python -m pytest -n auto --dist worksteal --durations 10

coverage: $(VENV)/.test  ## the suite once more, with the branches that it takes; fails below the floor in pyproject.toml
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term:skip-covered

lint: $(VENV)/.test $(VENV)/.lint  ## ruff, mypy (as on Windows too, at the same time) and the specs' own rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check generator tests bench docs
	$(BIN)/mypy --platform win32 --no-warn-unreachable --cache-dir .mypy_cache/win32 --package ocgen & windows=$$!; \
	    $(BIN)/mypy; here=$$?; wait $$windows && exit $$here
	$(BIN)/ocgen lint

messages: $(VENV)/.test  ## the fixed phrases, from templates, scripts and Python into each language's catalogue
	@mkdir -p build
	$(BIN)/pybabel --quiet extract --mapping pyproject.toml --keyword forms:1,2 --keyword NN_:1,2 --no-location --sort-output --omit-header --output build/docs.pot templates/docs templates/site generator/ocgen
	for catalogue in templates/docs/locale/*.po; do \
	    $(BIN)/pybabel --quiet update --input-file build/docs.pot --output-file $$catalogue \
	        --locale $$(basename $$catalogue .po) --no-fuzzy-matching --ignore-pot-creation-date && \
	    $(BIN)/pybabel --quiet compile --input-file $$catalogue --output-file $${catalogue%.po}.mo || exit 1; \
	done

reference: $(VENV)/.ocgen  ## docs/reference/ and docs/template-context.md, from the command line, the schemas and the model
	$(BIN)/python -m docs._reference
	$(BIN)/ocgen docs context > docs/template-context.md

manual: $(VENV)/.test  ## docs/ as a site, build/manual/index.html
	$(BIN)/python -m sphinx --fail-on-warning --keep-going --quiet docs build/manual

bench: $(VENV)/.test $(VENV)/.bench  ## speed, as ratios against peers in the same run
	$(BIN)/python -m bench

fuzz: $(VENV)/.test  ## N bodies a schema through our validators and jsonschema
	$(BIN)/python -m tests.fuzz $(N)

clean:
	rm -rf $(VENV) dist build .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "ocgen needs Python 3.11 or newer; name one: make PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

$(VENV)/.ocgen: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.test $(VENV)/.lint $(VENV)/.bench: $(VENV)/.%: $(VENV)/.ocgen
	$(BIN)/python -m pip install --quiet --group $*
	@touch $@
