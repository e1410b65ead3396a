# Two commands for a newcomer: `make run` and `make test`. The others are their parts.
PYTHON ?= python3

.PHONY: run test lint types tests journeys coverage-map screenshots bench-audit probe-identity soak fuzz roundtrip bench-import lock clean

run: ## the demonstration on http://127.0.0.1:8000 (PORT=..., JIJIAO_VAR=..., DATABASE_URL=...)
	@exec $(PYTHON) scripts/run.py

test: ## everything: lint, types, tests on SQLite, those of the database on PostgreSQL too, journeys in Chromium
	@exec $(PYTHON) scripts/check.py

lint types tests journeys: ## one part of `make test`
	@exec $(PYTHON) scripts/check.py $@

coverage-map: ## every row of docs/coverage.md with its tests
	@$(PYTHON) scripts/environment.py --dev && exec .venv/bin/python scripts/coverage_map.py

screenshots: ## every page at 1366x768 and 390x844 into screenshots/, and what is wrong with them
	@exec $(PYTHON) scripts/screenshots.py

bench-audit: ## one million events of the audit trail sealed and verified on SQLite and PostgreSQL
	@$(PYTHON) scripts/environment.py --dev
	@.venv/bin/python scripts/bench_audit.py && .venv/bin/python scripts/postgres.py -- .venv/bin/python scripts/bench_audit.py

SOAK = jijiao/administrators/tests/test_rights.py jijiao/accounts/tests/test_known_devices.py
soak: ## 10,000 random steps of units and administrators against the model of rights, 200 guesses in one instant; on both databases
	@$(PYTHON) scripts/environment.py --dev
	@JIJIAO_SOAK_STEPS=10000 JIJIAO_SOAK_GUESSES=200 .venv/bin/pytest $(SOAK)
	@JIJIAO_SOAK_STEPS=10000 JIJIAO_SOAK_GUESSES=200 .venv/bin/python scripts/postgres.py -- .venv/bin/pytest $(SOAK)

fuzz: ## 10,000 mutated workbooks: each is read or refused in words, none hangs, none is imported in part
	@$(PYTHON) scripts/environment.py --dev
	@JIJIAO_FUZZ=10000 .venv/bin/pytest jijiao/sheets/tests/test_mutated_workbooks.py

roundtrip: ## 10,000 people out through template, .xlsx and .csv, saved by LibreOffice, and in again: unchanged
	@$(PYTHON) scripts/environment.py --dev && exec .venv/bin/python scripts/round_trip.py

bench-import: ## the import of people against its parts and against django-import-export; a page that writes meanwhile
	@$(PYTHON) scripts/environment.py --dev
	@.venv/bin/python scripts/postgres.py -- .venv/bin/python -m benchmarks.imports
	@.venv/bin/python -m benchmarks.writing_page

probe-identity: ## 1,000 known and 1,000 unknown document numbers: no page may tell them apart by status, length or time
	@$(PYTHON) scripts/environment.py --dev && exec .venv/bin/python scripts/probe_identity.py

lock: ## make requirements*.txt anew from pyproject.toml
	@exec $(PYTHON) scripts/lock.py

clean: ## remove the environment and caches; data under var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
