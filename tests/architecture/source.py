"""The project's own source, read once: which modules there are, and their syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "jijiao"


@cache
def modules() -> tuple[Path, ...]:
    """Every Python file that people write: the package without migrations, the tests, the scripts."""
    folders = [PACKAGE, ROOT / "tests", ROOT / "scripts"]
    found = [path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts]
    return (*sorted(found), ROOT / "conftest.py", ROOT / "manage.py")


@cache
def product() -> tuple[Path, ...]:
    """The modules that run in production: neither tests nor what only tests use."""
    return tuple(
        path
        for path in modules()
        if PACKAGE in path.parents and not is_test(path) and PACKAGE / "testing" not in path.parents
    )


def is_test(path: Path) -> bool:
    return "tests" in path.relative_to(ROOT).parts


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the dotted name it is made by: `timezone.now`, `super().save` as `.save`, `path`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """The full name of every module or thing imported, with its line; function-local imports too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
