# The words that a person, CI and the pre-commit hooks all use. `make help` lists them.
# Windows has no make: README.md gives the same in plain `python -m` lines.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || command -v python)
PY := .venv/bin/python

# These would send an installation somewhere else than into its own environment.
unexport PIP_USER PIP_TARGET PIP_PREFIX PIP_NO_DEPS
# Where this is set, every one of a hundred processes compiles our modules anew.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# Errors only: an index that lacks a package would be worth a warning each time.
INSTALL = -m pip install -qq --progress-bar off

# A release waits this long before a lock takes it: most bad ones are withdrawn within days.
SETTLING_DAYS := 7

# A longer search than the one that every `make test` makes.
PROVE := --hypothesis-profile=prove

# A module's tests stay in one process. In their order: the long ones, which build reports, come before the short ones.
ON_ALL_CORES := --numprocesses auto --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help report test check fix bench prove golden lab lock browser-tools

help: ## list these words
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null \
		|| sed -nE 's/^([a-z]+):.*## (.*)/  make \1 - \2/p' Makefile

report: .venv/run.stamp ## build every report into outputs/public, and the other editions of each newest one
	@$(PY) -m safeguarding_report build --newest-editions

test: check browser-tools ## check, then run every test except the slow ones
	@$(PY) -m pytest -m "not slow" $(ON_ALL_CORES)

check: .venv/test.stamp ## lint, formatting, types and the layers of the package
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check --quiet
	@.venv/bin/nbstripout --verify --keep-id notebooks/*.ipynb
	@$(PY) -m mypy --no-error-summary
	@.venv/bin/lint-imports --no-logo >.venv/layers.log 2>&1 || { cat .venv/layers.log; exit 1; }

fix: .venv/test.stamp ## put right what ruff can put right, and strip the notebooks
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format
	@.venv/bin/nbstripout --keep-id notebooks/*.ipynb

bench: .venv/run.stamp .bench/bench.stamp ## measure building, reading returns, counting and the gate against plain tools, as ratios
	@$(PY) tests/benchmarks/bench.py
	@$(PY) tests/benchmarks/returns.py
	@$(PY) tests/benchmarks/measures.py
	@$(PY) tests/benchmarks/gate.py

prove: .venv/dask.stamp browser-tools ## the tests that take minutes, and a longer search for counter-examples
	@$(PY) -m pytest $(PROVE)

golden: .venv/test.stamp ## write tests/golden anew; read the difference before you commit it
	@$(PY) -m pytest tests/golden --golden

lab: .lab/lab.stamp ## open JupyterLab; the notebooks run in the environment of the reports
	@.lab/bin/jupyter lab --ServerApp.root_dir="$(CURDIR)"

# ---- environments: made once for each lock ------------------------------------------------------

.venv/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed; name one with: make PYTHON=/path/to/python3.11 …"; exit 1; }
	@"$(PYTHON)" -m venv .venv \
		|| { echo "Python could not make an environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

.venv/run.stamp: requirements/run.lock pyproject.toml | .venv/bin/python
	@echo "Installing what the reports need into .venv (a minute or two, once for each lock) …"
	@$(PY) $(INSTALL) --require-hashes -r requirements/run.lock
	@$(PY) $(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test.stamp: requirements/test.lock .venv/run.stamp
	@echo "Installing what the tests need into .venv …"
	@$(PY) $(INSTALL) --require-hashes -r requirements/test.lock
	@touch $@

# What the tests of a cluster need beside: a store on a network to try it with.
.venv/dask.stamp: requirements/dask.lock .venv/test.stamp
	@$(PY) $(INSTALL) --require-hashes -r requirements/dask.lock
	@touch $@

# JupyterLab stays out of .venv, where it would cost every process more than a second (ENGINE.md).
# Its kernel is .venv's Python, so a notebook meets the same libraries here as in `make report`.
.lab/lab.stamp: requirements/lab.lock .venv/run.stamp
	@echo "Installing JupyterLab into .lab …"
	@test -x .lab/bin/python || "$(PYTHON)" -m venv .lab
	@.lab/bin/python $(INSTALL) --require-hashes -r requirements/lab.lock
	@JUPYTER_PATH="$(CURDIR)/.lab/share/jupyter" $(PY) -m ipykernel install --prefix .lab --name python3 --display-name "Python 3 (safeguarding report)" >/dev/null
	@touch $@

# What we measure ourselves against, in an environment of its own: it works on our reports through .venv's Python.
.bench/bench.stamp: requirements/bench.lock
	@echo "Installing what we measure ourselves against into .bench …"
	@test -x .bench/bin/python || "$(PYTHON)" -m venv .bench
	@.bench/bin/python $(INSTALL) --require-hashes -r requirements/bench.lock
	@touch $@

# ---- the browser that opens every page, and the checkers that it runs ----------------------------

browser-tools: node_modules/.stamp

node_modules/.stamp: package.json package-lock.json
	@.ci/install-browser-tools
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# ---- locks ---------------------------------------------------------------------------------------

COMPILE = .uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	--exclude-newer "$$($(PYTHON) -c 'import datetime as d; print(d.date.today() - d.timedelta($(SETTLING_DAYS)))')"

lock: ## choose versions anew: settled releases only, hashes for every platform, no host named
	@test -x .uv/bin/uv || { "$(PYTHON)" -m venv .uv && .uv/bin/python $(INSTALL) uv; }
	@$(COMPILE) --upgrade pyproject.toml --group build -o requirements/run.lock >/dev/null
	@$(COMPILE) --upgrade pyproject.toml --extra dask --group build --group test -o requirements/test.lock >/dev/null
	@$(COMPILE) --upgrade pyproject.toml --extra dask --group build --group test --group dask -o requirements/dask.lock >/dev/null
	@$(COMPILE) --upgrade --group pyproject.toml:lab -o requirements/lab.lock >/dev/null
	@$(COMPILE) --upgrade --group pyproject.toml:bench -o requirements/bench.lock >/dev/null
	@grep -cE '^[a-z0-9].*==' requirements/*.lock
