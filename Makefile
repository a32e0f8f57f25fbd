# Two commands are enough: `make serve` and `make test`; each sets up what it needs.
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve test build bench bench-pages check new-case format lint links canary lab lock release clean setup-site setup-test

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

serve: setup-site ## serve the site on 127.0.0.1:8000 (PORT=… for another), rebuilt at every change
	@$(BIN)/python scripts/free_port.py $(PORT)
	@$(BIN)/python -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

test: setup-test ## run every test
	@$(BIN)/python scripts/browser.py
	@$(BIN)/python -m pytest -n auto

build: setup-site ## build the site strictly into site/ (SITE_URL=… sets its address)
	@$(BIN)/python -m mkdocs build --strict

check: setup-site ## list everything to fix in the content, with file and line
	@$(BIN)/python -m mlsd.cli check

# `LANGUAGE` is looked for on the command line only: many desktops have one in the environment.
new-case: setup-site ## start a case: SLUG=payment-fraud, LANGUAGE=ru|en|both, TIER=standard|exemplar
	@$(BIN)/python -m mlsd.cli new-case $(if $(findstring command,$(origin LANGUAGE)),--language "$$LANGUAGE") $(if $(TIER),--tier "$$TIER") -- "$$SLUG"

format: setup-test ## format the code, and fix in the content what is safe to fix
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .
	@$(BIN)/python -m mlsd.cli check --fix

bench: setup-test ## measure build, check and pages (PART=… for some: build, check, scale, growth, weights, pages)
	@$(BIN)/python -m scripts.bench $(PART)

bench-pages: setup-test ## of that, the pages alone: by Lighthouse, beside stock Material (needs Node; RUNS=… for other than 5)
	@$(BIN)/python -m scripts.bench_pages

lint: setup-test ## check the code: style, types, workflows
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/test_repository.py tests/test_github.py

links: setup-site ## check whether the pages that the content links to are still there (needs the network)
	@$(BIN)/python -m scripts.external_links

canary: ## build the site with ProperDocs, in an environment of its own
	@sh scripts/canary.sh

release: setup-site ## record the pages and ids that are public from now on
	@$(BIN)/python -m mlsd.cli release

lab: setup-test ## redraw the charts of the lab
	@$(BIN)/python docs/cases/ad-banner/lab.py --draw docs/cases/ad-banner

lock: ## renew the locked versions from pyproject.toml (needs the network)
	@sh scripts/lock.sh

clean: ## remove what was built and installed
	rm -rf site .cache .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build hooks/*.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup-site:
	@test -f $(VENV)/.test-installed || sh scripts/setup.sh site
	@test ! -f $(VENV)/.test-installed || sh scripts/setup.sh test

setup-test:
	@sh scripts/setup.sh test
