# What each target promises stands in README.md. PORT= and PYTHON= may be given.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard chithi/*/locale/*/LC_MESSAGES/*.po))

.PHONY: run test test-sqlite test-postgresql soak bench check format messages lock clean

run: .venv/run.done $(CATALOGUES)
	@$(BIN)/chithi demo --if-empty
	@$(BIN)/chithi serve --port $(PORT)

test: test-sqlite test-postgresql

# One process more than there are cores, because some wait for a browser.
test-sqlite: .venv/test.done $(CATALOGUES)
	$(BIN)/python -m pytest -n $$(($$(nproc) + 1)) --dist worksteal -m "not soak" $(PYTEST)

# A second time what asks the database; not what needs a browser or is marked "once" (docs/house.md, "Tests").
test-postgresql: .venv/test.done $(CATALOGUES)
	CHITHI_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n auto --dist worksteal -m "database and not (browser or once or soak)" $(PYTEST)

soak: .venv/test.done $(CATALOGUES)
	CHITHI_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n auto --dist worksteal -m soak $(PYTEST)

bench: .venv/test.done $(CATALOGUES)
	$(BIN)/python -m benchmarks

check: .venv/test.done $(CATALOGUES)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy chithi
	$(BIN)/lint-imports --no-cache
	CHITHI_SECRET_KEY=check $(BIN)/python -m django makemigrations --check --dry-run --settings chithi.settings

format: .venv/test.done
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Collects what the code says on screen into the catalogues of each room.
messages: .venv/test.done
	$(BIN)/python -m tools.messages

%.mo: %.po .venv/run.done
	@$(BIN)/pybabel -q compile -i $< -o $@

.venv/run.done: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -c "import pathlib, sysconfig; pathlib.Path(sysconfig.get_path('purelib'), 'chithi.pth').write_text(str(pathlib.Path.cwd()))"
	printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m chithi "$$@"\n' > $(BIN)/chithi
	chmod +x $(BIN)/chithi
	touch $@

.venv/test.done: .venv/run.done requirements-test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	touch $@

# Needs uv, on the machine of whoever changes a version.
lock:
	for name in requirements requirements-test; do uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate $$name.in -o $$name.txt; done

clean:
	rm -rf .venv build
