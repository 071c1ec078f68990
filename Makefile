# Two commands are all that a newcomer needs: make run, make test.  docs/operations.md tells the rest.
.PHONY: setup run run-fresh test check migration lock
.DEFAULT_GOAL := run

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
UV := $(shell command -v uv)
PYTEST_WORKERS ?= 2

# The environment with what it takes to run. uv where it is installed (seconds), else plain pip with the same locked versions.
setup: .venv/installed-run

.venv/installed-run: pyproject.toml uv.lock requirements/run.txt
ifdef UV
	@uv sync --quiet --frozen --no-default-groups --inexact --extra postgresql
else
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install --quiet --require-hashes -r requirements/run.txt
	@.venv/bin/python -m pip install --quiet --no-deps --editable .
endif
	@touch $@

.venv/installed-test: pyproject.toml uv.lock requirements/test.txt
ifdef UV
	@uv sync --quiet --frozen --all-groups --all-extras
else
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install --quiet --require-hashes -r requirements/test.txt
	@.venv/bin/python -m pip install --quiet --no-deps --editable .
endif
	@touch $@ .venv/installed-run

# A filled, served sample world at an address that is printed. Run again, it keeps what was done there.
run: setup
	@SAMLAR_DEMO=1 .venv/bin/samlar demo
	@SAMLAR_DEMO=1 .venv/bin/samlar serve

run-fresh: setup
	@SAMLAR_DEMO=1 .venv/bin/samlar demo --fresh
	@SAMLAR_DEMO=1 .venv/bin/samlar serve

# The walls, the types, the style of code and pages, what is depended on.
check: .venv/installed-test
	@.venv/bin/lint-imports --no-cache | tail -n 12
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy
	@.venv/bin/djlint --quiet --lint src/samlar/web/templates
	@.venv/bin/deptry --no-ansi src 2>&1 | tail -n 3

# Everything. DATABASE_URL=postgres://… runs it on PostgreSQL. Memory comes in large pages where the system has them, which takes a quarter
# off the time in a virtual machine.
test: export GLIBC_TUNABLES = glibc.malloc.hugetlb=1
test: export PYTHONMALLOC = malloc
test: check
	@SAMLAR_DATA=var/test SAMLAR_DEMO=1 .venv/bin/pytest -n $(PYTEST_WORKERS) $(PYTEST_OPTIONS)

# The next step of the one line of migrations: make migration NAME=what_changes
migration: .venv/installed-run
	.venv/bin/samlar makemigrations samlar --name $(NAME)

# After a change of dependencies in pyproject.toml.
lock:
	uv lock --quiet
	uv export --quiet --frozen --no-default-groups --no-emit-project --extra postgresql --no-header --no-annotate -o requirements/run.txt
	uv export --quiet --frozen --all-groups --all-extras --no-emit-project --no-header --no-annotate -o requirements/test.txt
