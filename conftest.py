"""What every test stands on: no network beyond this machine, coverage rows that exist, a child's environment."""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["jijiao.testing.fixtures"]

ROOT = Path(__file__).parent
LOOPBACK = re.compile(r"^(localhost|127(\.\d+){3}|::1|0\.0\.0\.0)?$")


class NetworkRefused(RuntimeError):
    """A test tried to leave this machine."""


def refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: connecting and looking up names work for loopback and UNIX sockets only."""
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else ""
    elif event == "socket.getaddrinfo":
        host = arguments[0] or ""
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host)
    if not LOOPBACK.match(name):
        raise NetworkRefused(f"tests must not reach {name}")


sys.addaudithook(refuse_network)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A `covers` mark names rows that docs/coverage.md has; anything else stops the run.

    With JIJIAO_TESTS=database only tests that ask for the database are left: the second database needs no others.
    """
    table = ROOT / "docs" / "coverage.md"
    rows = set(re.findall(r"^\| ([MR][\d.]+[a-z]?) \|", table.read_text(encoding="utf-8"), re.MULTILINE))
    for item in items:
        for mark in item.iter_markers("covers"):
            unknown = set(mark.args) - rows
            if unknown or not mark.args:
                raise pytest.UsageError(f"{item.nodeid} covers {sorted(unknown)}: no such row in docs/coverage.md")
    if os.environ.get("JIJIAO_TESTS") == "database":
        config.hook.pytest_deselected(items=[item for item in items if not _asks_for_the_database(item)])
        items[:] = [item for item in items if _asks_for_the_database(item)]


def _asks_for_the_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.fixture
def child_environment(transactional_db: None) -> dict[str, str]:
    """The environment in which another process (`manage.py work`) uses this test's database and data folder."""
    from django.db import connection

    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "jijiao.settings",
        "DATABASE_URL": database_url(connection.settings_dict),
        "PYTHONPATH": os.pathsep.join(_import_path()),
        "PYTHONUNBUFFERED": "1",
    }


def database_url(settings: dict[str, Any]) -> str:
    """The address of an open test database, in the form DATABASE_URL takes."""
    if settings["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{settings['NAME']}"
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    host = settings["HOST"].replace("/", "%2F")
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    return f"postgresql://{settings['USER']}{password}@{host}{port}/{settings['NAME']}"


def _import_path() -> Iterable[str]:
    return [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
