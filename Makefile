# `make demo` and `make test` are all a newcomer needs; both set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo view test lint fuzz bench clean

demo: $(READY)  ## one page on two sample editions, and the whole report as demo.html
	@$(BIN)/yoy report seeds/deputy-mayor/2020.txt seeds/deputy-mayor/2021.txt --brief
	@$(BIN)/yoy report seeds/deputy-mayor/2020.txt seeds/deputy-mayor/2021.txt -o demo.html
	@$(BIN)/python -c "import os; from compare.messages import Voice, tongue_of; print(); print(Voice(tongue_of(os.environ))('talk.demo'))"

view: $(READY)  ## the same pair in the review screen
	$(BIN)/yoy view seeds/deputy-mayor/2020.txt seeds/deputy-mayor/2021.txt

test: $(READY)  ## the whole test suite, on every core
	$(BIN)/python -m pytest -n auto

lint: $(READY)  ## formatting, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

MINUTES ?= 5
fuzz: $(READY)  ## mutated files for every reader and loader: make fuzz MINUTES=30
	$(BIN)/python tests/fuzz/fuzz.py $(MINUTES)

bench: $(READY)  ## quality and speed, one line each (more with the real reports beside the project)
	$(BIN)/python benchmarks/planted.py
	$(BIN)/python benchmarks/quality.py
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/screen.py
	$(BIN)/python benchmarks/moved.py
	$(BIN)/python benchmarks/contract.py
	$(BIN)/python benchmarks/reading.py

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "yoy needs Python 3.11 or newer")'
	@echo "Setting up .venv (a minute or two, once) ..."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[all,dev]'
	touch $(READY)

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
