"""The budgets: passing one means that a concept is waiting for its name."""

import ast
from pathlib import Path

from django.apps import apps

from tests.architecture.source import PACKAGE, ROOT, is_test, modules, short, tree

FILE, TEST_FILE, TEMPLATE = 300, 200, 120
FUNCTION, VIEW = 30, 20
MODELS = 8


def test_files_stay_within_their_budget() -> None:
    written = [*modules(), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.css"), *PACKAGE.rglob("*.js")]
    over = {short(path): (lines, budget) for path in written if (lines := _lines(path)) > (budget := _budget(path))}
    assert over == {}


def test_functions_stay_within_their_budget() -> None:
    over = {}
    for path in modules():
        budget = VIEW if _holds_views(path) else FUNCTION
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > budget:
                over[f"{short(path)}:{node.lineno} {node.name}"] = (_length(node), budget)
    assert over == {}


def test_an_app_has_few_models() -> None:
    for app in apps.get_app_configs():
        if app.name.startswith("jijiao."):
            assert len(list(app.get_models())) <= MODELS, app.name


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _budget(path: Path) -> int:
    if path.suffix == ".html":
        return TEMPLATE
    return TEST_FILE if is_test(path) else FILE


def _holds_views(path: Path) -> bool:
    return not is_test(path) and ("views" in path.relative_to(ROOT).parts or path.stem.startswith("views"))


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring: saying more about a function is no reason to split it."""
    assert node.end_lineno is not None
    length = node.end_lineno - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None and first.end_lineno is not None:
        length -= first.end_lineno - first.lineno + 1
    return length
