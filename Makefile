# make run opens Glossator on the sample project; make test runs everything that CI runs.
PY := .venv/bin/python
ARGS ?= --sample
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: run formats test lint fmt bench soak interop screenshots env lock clean

run: .venv/.stamp-run
	@$(PY) .ci/system_check.py run
	@$(PY) main.py $(ARGS)

# The large libraries of a few exchange formats (spaCy, Parquet); all else works without them.
formats: .venv/.stamp-formats

test: lint
	@$(PY) .ci/system_check.py test
	$(OFFSCREEN) $(PY) -m pytest -n 2

lint: env
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

fmt: env
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: env
	$(OFFSCREEN) $(PY) -m tests.benchmarks

soak: env
	$(OFFSCREEN) $(PY) -m pytest -m soak --timeout 0

# The real files of other programs in FOLDER, through the import, as a table.
interop: env
	@$(OFFSCREEN) $(PY) -m tests.interop $(FOLDER)

screenshots: env
	$(OFFSCREEN) $(PY) -m tests.screenshots docs

env: .venv/.stamp-test

.venv/.stamp-run: requirements.txt
	@PYTHON="$(PYTHON)" sh .ci/environment.sh $< $@

.venv/.stamp-formats: requirements-formats.txt
	@PYTHON="$(PYTHON)" sh .ci/environment.sh $< $@

.venv/.stamp-test: requirements-dev.txt
	@PYTHON="$(PYTHON)" sh .ci/environment.sh $< $@

# Change requirements*.in, then lock them for all platforms; UPGRADE=--upgrade takes newer releases.
LOCK := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links $(UPGRADE)
lock:
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-formats.in -o requirements-formats.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
