# Spiegelkabinett: everything a newcomer, an author or a developer runs. `make` alone lists it.
# A target's line after ## is its help, German | English; UI=en make shows the English half.

PYTHON ?= python3
HOST   ?= 127.0.0.1
PORT   ?= 8000
CONF   ?= pelicanconf.py
UI     ?= de

VENV   := .venv
PY     := $(VENV)/bin/python
RUN    := $(VENV)/.run-installed
DEV    := $(VENV)/.dev-installed
TOOLS  := $(PY) -m plugins.author_tools --conf $(CONF)
AS_ROOT = $(if $(filter 0,$(shell id -u)),,sudo -n)
DECK   := $(PY) -m plugins.narcissist_typology.balance --conf $(CONF)
MODE   := $(if $(filter publishconf.py,$(notdir $(CONF))),production,development)
COMMENTS := SPIEGELKABINETT_MODE=$(MODE) $(PY) -m comments_api


# What has no excuse for a line without a test: the conversation, and the plugins but for signals.py
comma    := ,
space    := $() $()
PURE     := $(subst $(space),$(comma),$(strip comments_api/conversation/* \
	$(addsuffix /*,$(filter-out plugins/author_tools,$(patsubst %/,%,$(wildcard plugins/*/))))))

.DEFAULT_GOAL := help
.PHONY: help serve build publish check essay page import type demo undemo moderator test fuzz lint types contracts bench fonts lock gallery lighthouse screenshot clean

help: ## Zeigt diese Liste | Shows this list
	@awk -F ' *## *| *[|] *' -v ui=$(UI) '/^[a-z-]+:.*## /{split($$1, t, ":"); printf "  make %-11s %s\n", t[1], (ui == "en" ? $$3 : $$2)}' $(MAKEFILE_LIST)

serve: $(RUN) ## Baut die Seite, zeigt sie samt Kommentaren, baut bei Änderungen neu (HOST, PORT) | Builds and serves the site with comments, rebuilds on change (HOST, PORT)
	@$(TOOLS) serve --host $(HOST) --port $(PORT)

build: $(RUN) ## Baut die Seite nach output/ | Builds the site into output/
	@$(TOOLS) build

publish: CONF := publishconf.py
publish: $(RUN) ## Prüft, baut und verschickt die Seite für die Welt (SITEURL=https://…, PUBLISH_TO=…) | Checks, builds and sends the site for the world (SITEURL=https://…, PUBLISH_TO=…)
	@$(TOOLS) publish $(if $(DIRTY),--dirty)

check: $(RUN) ## Prüft Texte, Karten, Spielbarkeit, Einstellungen und Verweise (FORMAT=json, sarif) | Checks texts, cards, their balance, settings and links (FORMAT=json, sarif)
	@$(TOOLS) check $(if $(FORMAT),--$(FORMAT))

deck: $(RUN) ## Zeigt, ob das Quartett ausgewogen ist; SUGGEST=1 schlägt Änderungen vor | Shows whether the deck is balanced; SUGGEST=1 proposes changes
	@$(DECK) $(if $(SUGGEST),--suggest)

essay: $(RUN) ## Beginnt einen Essay: make essay TITLE="Größe & Ärger" | Begins an essay: make essay TITLE="…"
	@$(TOOLS) essay -- "$$TITLE"

page: $(RUN) ## Beginnt eine Seite: make page TITLE="Über uns" | Begins a page: make page TITLE="…"
	@$(TOOLS) page -- "$$TITLE"

import: $(RUN) ## Zieht aus WordPress ein: make import FROM=export.xml (UPLOADS=Ordner) | Moves in from WordPress: make import FROM=export.xml (UPLOADS=folder)
	@SPIEGELKABINETT_MODE=$(MODE) $(TOOLS) import "$(FROM)" $(if $(UPLOADS),--uploads "$(UPLOADS)")

type: $(RUN) ## Beginnt einen Typ: make type NAME="Der Wanderprediger" | Begins a type: make type NAME="Der …"
	@$(TOOLS) type -- "$$NAME"

demo: $(RUN) ## Lädt die Beispieldiskussion (wieder weg: make undemo) | Loads the demonstration discussion (away again: make undemo)
	@$(if $(filter production,$(MODE)),,$(TOOLS) build)
	@$(COMMENTS) demo load

undemo: $(RUN) ## Entfernt die Beispieldiskussion | Removes the demonstration discussion
	@$(COMMENTS) demo remove

moderator: $(RUN) ## Legt eine Moderatorin an: make moderator NAME=ihr-name | Adds a moderator: make moderator NAME=your-name
	@$(COMMENTS) moderator add "$(NAME)"

test: $(DEV) ## Führt alle Tests aus | Runs every test
	@$(PY) -m pytest -n auto --dist worksteal --cov --cov-report=
	@$(VENV)/bin/coverage report
	@$(VENV)/bin/coverage report --include='$(PURE)' --omit='*/signals.py' --fail-under=100 >/dev/null || \
	  { echo "The pure modules must be covered whole:"; \
	    $(VENV)/bin/coverage report --include='$(PURE)' --omit='*/signals.py'; exit 1; }

fuzz: $(DEV) ## Schickt der Schnittstelle zehntausend Anfragen nach ihrer Beschreibung | Sends the interface ten thousand requests by its description
	@SPIEGELKABINETT_API_CASES=10000 $(PY) -m pytest -q -n auto tests/comments_api/web/test_openapi.py

lint: $(DEV) ## Prüft Stil und Form des Codes | Checks the code's style and form
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

types: $(DEV) ## Prüft die Typen | Checks the types
	@$(VENV)/bin/mypy

contracts: $(DEV) ## Prüft, wer wen importieren darf | Checks who may import whom
	@$(VENV)/bin/lint-imports

bench: $(DEV) ## Misst, was schnell sein soll | Measures what is meant to be fast
	@$(PY) -m benchmarks

fonts: $(DEV) ## Schneidet die Schriften neu zu (braucht npm) | Subsets the fonts again (needs npm)
	@$(PY) theme/subset_fonts.py

lock: $(DEV) ## Hält die Abhängigkeiten mit Prüfsummen fest | Locks the dependencies with hashes
	@for name in run s3 dev; do $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-strip-extras --no-header --no-annotate --upgrade \
	  --output-file requirements/$$name.txt requirements/$$name.in; done

gallery: $(DEV) ## Fotografiert jede Art von Seite bei Tag, Nacht, auf Telefon und Papier (gallery/) | Photographs every kind of page by day, night, on phone and paper (gallery/)
	@$(PY) -m tests.browser.gallery

lighthouse: $(DEV) ## Lässt Lighthouse urteilen (braucht npm und Chromium) | Lets Lighthouse judge (needs npm and Chromium)
	@$(PY) -m tests.browser.lighthouse

screenshot: $(DEV) ## Nimmt das Bild der README neu auf | Takes the README's picture again
	@SPIEGELKABINETT_SCREENSHOT=1 $(PY) -m pytest -q tests/browser/test_readme_picture.py

clean: ## Entfernt, was gebaut wurde; Kommentare und Umgebung bleiben | Removes what was built; comments and environment stay
	@rm -rf output public gallery .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* htmlcov
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@echo "· $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python ≥ 3.11 wird gebraucht (is needed): make PYTHON=python3.11 …"; exit 1; }
	@# Debian keeps what venv needs in a package of its own.
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "· apt-get install python3-venv"; \
	  $(AS_ROOT) sh -c 'apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv' >/dev/null; } || \
	  { echo "Bitte zuerst (please first): sudo apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUN): requirements/run.txt | $(VENV)/bin/python
	@echo "· $< (nur beim ersten Mal | only the first time)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(DEV): requirements/dev.txt | $(VENV)/bin/python
	@echo "· $< (nur beim ersten Mal | only the first time)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@ $(RUN)
