"""Migrations: complete, named by what they mean, and independent of the code that goes on changing."""

import re
from pathlib import Path

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.architecture.source import PACKAGE, imported, short

MEANING = re.compile(r"^\d{4}_[a-z][a-z0-9_]+$")
# column types and pure functions: a table's definition cannot do without the one, a default without the other
LASTING = re.compile(r"^jijiao\.(\w+\.fields|lib\.\w+)(\.|$)")


def migrations() -> list[Path]:
    return [path for path in PACKAGE.glob("*/migrations/*.py") if path.stem != "__init__"]


def test_the_models_and_the_migrations_agree() -> None:
    loader = MigrationLoader(None)
    wanted = ProjectState.from_apps(apps)
    with translation.override(None):  # as makemigrations does: Django's own labels stand there untranslated
        changes = MigrationAutodetector(loader.project_state(), wanted).changes(graph=loader.graph)
    missing = {
        label: [str(operation) for one in found for operation in one.operations] for label, found in changes.items()
    }
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("jijiao.")}
    assert {label: operations for label, operations in missing.items() if label in ours} == {}


def test_there_is_one_last_migration_an_app() -> None:
    assert MigrationLoader(None).detect_conflicts() == {}


def test_migrations_are_named_by_meaning() -> None:
    nameless = [short(path) for path in migrations() if "auto" in path.stem.split("_") or not MEANING.match(path.stem)]
    assert nameless == []


def test_migrations_import_no_code_that_changes() -> None:
    found = [
        f"{short(path)}:{line} {name}"
        for path in migrations()
        for name, line in imported(path)
        if name.startswith("jijiao") and not LASTING.match(name)
    ]
    assert found == []
