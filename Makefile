# Two commands do everything: `make figures` and `make test`. Both set the environment up first.

FITS = import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(shell $(name) -c '$(FITS)' 2>/dev/null && echo $(name))))
BIN := .venv/bin
READY := .venv/ready

.PHONY: setup figures test lab lock features clean
.DEFAULT_GOAL := figures

figures: $(READY)  ## run every notebook, write every figure, with Chinese and with English labels
	$(BIN)/textlab reproduce --lang both

setup: $(READY)  ## the environment alone

test: $(READY)  ## style, types, then all tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n auto

lab: $(READY)  ## JupyterLab on the notebooks; make lab ARGS=--allow-root where you are root
	$(BIN)/jupyter lab $(ARGS) notebooks

$(READY): requirements.lock pyproject.toml
	@"$(PYTHON)" -c '$(FITS)' 2>/dev/null || { echo "make: no Python 3.11, 3.12 or 3.13 with venv found (on Debian and Ubuntu venv is the package python3-venv); install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@echo "setting up .venv with $$("$(PYTHON)" --version); about a minute" >&2
	"$(PYTHON)" -m venv --clear .venv
	PIP_USER=0 $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	PIP_USER=0 $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

lock:  ## choose the newest versions that fit together, with hashes, for Python 3.11 to 3.13
	"$(PYTHON)" -m venv --clear .lockenv
	PIP_USER=0 .lockenv/bin/python -m pip install --quiet --disable-pip-version-check uv
	.lockenv/bin/uv pip compile --quiet --upgrade --universal --fork-strategy fewest --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements.lock
	rm -rf .lockenv

TEXTS ?= ../shared/corpus
features: $(READY)  ## make the corpus's features again from the texts in TEXTS
	$(BIN)/textlab export $(TEXTS)

clean:  ## take away what was built; figures stay
	rm -rf .venv .lockenv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
