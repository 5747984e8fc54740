# `make` alone lists the targets.
PYTHON ?= python3
ARTICLE ?= att-huawei-2018
WIDTH ?= page
# Given to the commands through the environment: a shell sees no name of a file, however it is written.
export ARTICLE PUBLISHED SLUG ARTICLES NAME COLUMNS CLUSTER QUESTION GIVEN ACTOR OTHER
BIN := .venv/bin
COMPILE := pip compile --universal --fork-strategy fewest --generate-hashes --no-header --python-version 3.11 --quiet

.PHONY: help read archive ask brief review export stress run setup test lab figures bench model dictionary lock clean

help:
	@echo "make run      [ARTICLE=slug]                          build the environment if needed, run every notebook"
	@echo "make read     ARTICLE=file|address [PUBLISHED=date] [SLUG=name]  read an article of your own"
	@echo "make archive  ARTICLES=folder|file [NAME=name] [COLUMNS=text=Body,…] [COPY=yes] [CLUSTER=address]  read many articles"
	@echo "make ask      NAME=name QUESTION=sql|question [GIVEN=actor=huawei]  ask an archive"
	@echo "make brief    NAME=name ACTOR=actor [OTHER=actor]       what an archive tells of one actor, or of two, as a page and PDF"
	@echo "make review   [ARTICLE=slug]                          check its corrections, write its review page"
	@echo "make export   [ARTICLE=slug] [TEXT=yes]               write it for other tools and as a dossier to exports/"
	@echo "make test                                             lint, tests, and every notebook against its stored outputs"
	@echo "make lab      [ARTICLE=slug]                          open JupyterLab at the first notebook"
	@echo "make figures  [ARTICLE=slug|NAME=name] [WIDTH=column|page|slide]  export every figure of an article or archive for a report"
	@echo "make bench    CORPORA=folder                          measure the annotators on corpora with answers"
	@echo "make bench    ARCHIVE=1000                            measure what an archive of so many invented articles costs"
	@echo "make model    TREEBANKS=folder                        train the language pipeline again"
	@echo "make stress                                           the same tests with a kill at every step, longer fuzzing, and times"
	@echo "make setup                                            build the environment in .venv, nothing else"
	@echo "make dictionary | lock | clean                        rewrite data/README.md | the lock | remove .venv"

run: setup
	@$(BIN)/python -m helpers run "$$ARTICLE"

read: setup
	@$(BIN)/python -m helpers read "$$ARTICLE" $(if $(PUBLISHED),--published "$$PUBLISHED") $(if $(SLUG),--slug "$$SLUG")

archive: setup
	@$(BIN)/python -m helpers archive $(if $(ARTICLES),--articles "$$ARTICLES") $(if $(NAME),--name "$$NAME") $(if $(COLUMNS),--columns "$$COLUMNS") $(if $(COPY),--copy) $(if $(CLUSTER),--cluster "$$CLUSTER")

ask: setup
	@$(BIN)/python -m helpers ask "$$NAME" "$$QUESTION" $(if $(GIVEN),"$$GIVEN")

brief: setup
	@$(BIN)/python -m helpers brief "$$NAME" "$$ACTOR" $(if $(OTHER),"$$OTHER")

review: setup
	@$(BIN)/python -m helpers review "$$ARTICLE"

export: setup
	@$(BIN)/python -m helpers export "$$ARTICLE" $(if $(TEXT),--with-text)

setup: .venv/ready

.venv/ready: requirements.txt requirements-uv.txt pyproject.toml
	@echo "Building the environment in .venv (once; about a minute)"
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another: make run PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@$(BIN)/uv pip install --python $(BIN)/python --require-hashes --compile-bytecode -r requirements.txt
	@$(BIN)/uv pip install --python $(BIN)/python --quiet --no-deps --no-build-isolation -e .
	@touch $@

test: setup
	@tests/run_on_copy.sh

stress: setup
	@$(BIN)/uv pip install --python $(BIN)/python --quiet atheris || echo "atheris cannot be installed here; its part is skipped."
	@tests/run_on_copy.sh --stress

lab: setup
	@$(BIN)/jupyter lab "notebooks/$(if $(filter-out att-huawei-2018,$(ARTICLE)),read/$$ARTICLE/)00-start-here.ipynb"

figures: setup
	@$(BIN)/python -m helpers figures "$$ARTICLE" --width "$(WIDTH)" $(if $(NAME),--archive "$$NAME") $(if $(GIVEN),--given "$$GIVEN")

bench: setup
	@$(BIN)/python -m helpers bench $(if $(ARCHIVE),--archive "$(ARCHIVE)","$(CORPORA)")

model: setup
	@$(BIN)/python -m helpers model "$(TREEBANKS)"

dictionary: setup
	@$(BIN)/python -m helpers dictionary

lock: setup
	@$(BIN)/uv $(COMPILE) --all-extras pyproject.toml -o requirements.txt
	@echo uv | $(BIN)/uv $(COMPILE) - -o requirements-uv.txt

clean:
	@rm -rf .venv build ./*.egg-info
