# Две главные команды: make run и make test. Список всех: make help.
PYTHON ?= python3
IN := .venv/bin
# Groups are made in tests/conftest.py: a world of a module is built once by the worker that runs it.
TEST := $(IN)/python -m pytest -n auto --dist loadgroup

.DEFAULT_GOAL := help
.PHONY: help run test test-fast lint bench bench-tally oracle messages environment

help: ## показать этот список
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: ## запустить портал с демонстрационным городом (PORT=8000)
	@$(PYTHON) portal/runtime/bootstrap.py runtime
	@exec $(IN)/python -m portal.runtime run

test: environment ## все тесты, включая браузерные (нужен Chromium)
	$(TEST) $(ARGS)

test-fast: environment ## тесты без браузера
	$(TEST) -m "not browser" $(ARGS)

lint: environment ## стиль, шаблоны, миграции, переводы, файлы контейнеров
	$(IN)/ruff check .
	$(IN)/ruff format --check .
	$(IN)/djlint templates --lint --quiet
	PORTAL_MODE=test DATABASE_URL=sqlite://:memory: $(IN)/python manage.py makemigrations --check --dry-run
	$(IN)/python -m portal.runtime.messages --check
	$(IN)/python -m portal.runtime.catalogues --check
	$(IN)/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml
	$(IN)/hadolint Dockerfile

bench: environment ## измерить скорость страниц; WHAT=reports — сообщений, WHAT=training — обучения
	$(IN)/python -m bench.$(or $(WHAT),run) $(ARGS)

oracle: environment ## сверить подсчёт с независимой программой (нужен пакет pabutools)
	$(IN)/python -m pytest tests/oracle $(ARGS)

bench-tally: environment ## измерить подсчёт рядом с независимой программой (нужен пакет pabutools)
	$(IN)/python -m bench.tally $(ARGS)

messages: environment ## собрать строки для перевода в locale/
	$(IN)/python -m portal.runtime.messages

environment:
	@$(PYTHON) portal/runtime/bootstrap.py dev
