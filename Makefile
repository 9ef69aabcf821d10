# The commands of briefgen; `make` alone shows them. They need Python 3.11 or newer and install all else themselves:
# into .venv (to work on briefgen) or .venv-demo (only to run it).

.POSIX:
.SUFFIXES:
.PHONY: help demo test check lint types contract messages bench soak format clean

PYTHON = python3
DATE = 2026-11-21
OUT = out

BIN = .venv/bin
DEV = .venv/.installed
DEMO = .venv-demo/.installed
INSTALL = -m pip --disable-pip-version-check --quiet install --editable

help: ## toon deze opdrachten
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(DEMO) ## schrijf alle voorbeelden in samples/, en een brief aan alle gemeenten, naar out/
	@for case in samples/*.yaml; do \
		.venv-demo/bin/briefgen draft "$$case" --out '$(OUT)' --date $(DATE) >/dev/null || exit 1; \
		echo "$$case"; \
	done
	@.venv-demo/bin/briefgen batch --letter toezicht-college --case samples/batch/campagne.yaml --to gemeenten \
		--out '$(OUT)/gemeenten' --date $(DATE)
	@echo "$$(ls '$(OUT)' | grep -c '\.docx$$') brieven staan in $(OUT)/, elk in Word (.docx), PDF (.pdf) en tekst (.txt)," \
		"met een blad voor de afzender (-voor-u) en een ontvangstbewijs (.json)."

test: $(DEV) ## voer alle tests uit
	@$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal

check: lint types contract messages test ## controleer alles: stijl, typen, imports, vertalingen, tests

lint: $(DEV) ## controleer stijl en opmaak van de code
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet

types: $(DEV) ## controleer de typen
	@$(BIN)/mypy

contract: $(DEV) ## controleer dat modules elkaar in een richting gebruiken
	@$(BIN)/lint-imports

messages: $(DEV) ## controleer dat elke melding vertaald is
	@$(BIN)/python tools/messages.py check

bench: $(DEV) ## meet de snelheid, naast docxtpl, LibreOffice en Carbone
	@$(BIN)/python bench/bench.py
	@$(BIN)/python bench/batch.py

soak: $(DEV) ## voer de lange tests uit
	@$(BIN)/python -m pytest -m soak --numprocesses=auto --dist=worksteal

format: $(DEV) ## zet de code in de huisstijl
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format --quiet

clean: ## verwijder alles wat deze opdrachten maakten
	rm -rf .venv .venv-demo out dist build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp says that an environment is complete; a change of pyproject.toml brings it up to date.
$(DEV): pyproject.toml
	@$(ENVIRONMENT)
	@$(@D)/bin/python $(INSTALL) '.[dev]'
	@touch $@

$(DEMO): pyproject.toml
	@$(ENVIRONMENT)
	@$(@D)/bin/python $(INSTALL) .
	@touch $@

NEW_ENOUGH = -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null

# Make $(@D) with the first Python that is new enough, unless it is there and good.
ENVIRONMENT = \
	$(@D)/bin/python $(NEW_ENOUGH) && $(@D)/bin/python -c 'import pip' 2>/dev/null && exit 0; \
	for python in '$(PYTHON)' python3.14 python3.13 python3.12 python3.11 none; do \
		"$$python" $(NEW_ENOUGH) && break; \
	done; \
	if [ "$$python" = none ]; then \
		echo "briefgen heeft Python 3.11 of nieuwer nodig. '$(PYTHON)' is: $$('$(PYTHON)' --version 2>&1 || true)"; \
		echo 'Installeer een nieuwere Python, of wijs er een aan: make PYTHON=/pad/naar/python3.12 demo'; \
		exit 1; \
	fi >&2; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "Bij $$python ontbreekt het onderdeel venv. Installeer het; in Debian en Ubuntu heet het python3-venv." >&2; \
		exit 1; \
	fi; \
	"$$python" -m venv --clear $(@D)
