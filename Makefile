# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# `make run` and `make test` do all their own set-up. See README.md.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	if $$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; \
	then echo $$p; break; fi; done)
VENV := .venv
PY := $(VENV)/bin/python
OUT ?= out
ROW ?=
MINUTES ?= 10

.PHONY: run test test-fast bench fuzz lint demo screenshots locks catalogues setup setup-dev setup-system clean

run: setup
	@sh installer/linux/system.sh run
	@$(PY) -m installer.start --out $(OUT)

test: setup-dev
	@sh installer/linux/system.sh test
	$(PY) -m installer.gate

test-fast: setup-dev
	$(PY) -m pytest -q --numprocesses 2 -m "not (slow or server or window or terminal or screen)"

bench: setup-dev
	@sh installer/linux/system.sh run
	$(PY) -m tests.perf $(if $(ROW),--row $(ROW))

fuzz: setup-dev $(VENV)/.fuzz
	$(PY) -m tests.fuzz --minutes $(MINUTES) --out $(OUT)

lint: setup-dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) -m installer.catalogues --check

demo: setup
	@mkdir -p $(OUT)
	@rm -f $(OUT)/demo.obole
	$(PY) -m app demo $(OUT)/demo.obole

screenshots: setup-dev
	@sh installer/linux/system.sh run
	$(PY) -m tests.support.pictures

catalogues: setup
	$(PY) -m installer.catalogues

setup: $(VENV)/.run
setup-dev: $(VENV)/.dev

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Obole needs Python 3.11, 3.12 or 3.13 with venv: apt-get install python3 python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(VENV)/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock | $(VENV)/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.run

# Without a wheel for this machine, chance alone decides what is broken.
$(VENV)/.fuzz: requirements-fuzz.lock | $(VENV)/.dev
	-$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-fuzz.lock
	@touch $@

locks:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --quiet -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --quiet -o requirements-dev.lock
	uv pip compile --group fuzz --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --quiet -o requirements-fuzz.lock

clean:
	rm -rf $(VENV) $(OUT) build dist
