"""What each kind of file may not do, read from the syntax trees: edges do not write, one module reads the clock."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import PACKAGE, calls, dotted, imported, modules, product, short, tree

WRITES = {"save", "create", "delete", "update", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
EDGES = {"views", "forms", "sheet", "templatetags"}
UNTRUSTED = {"zipfile", "PIL", "python_calamine", "openpyxl"}
CLOCKS = {
    "timezone.now",
    "timezone.localdate",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "datetime.datetime.now",
    "datetime.date.today",
    "time.time",
}
NAMELESS = {
    "utils",
    "util",
    "helpers",
    "common",
    "core",
    "base",
    "manager",
    "managers",
    "handler",
    "handlers",
    "service",
    "services",
    "process",
    "data",
    "info",
    "misc",
}
# module → why a string built there may skip escaping
DIRECT = "written without a template because there are dozens on a page; every value goes through `written`"
MARKS_SAFE = {
    "jijiao/web/charts.py": "one constant attribute, nothing in it comes from outside",
    "jijiao/web/rendering.py": DIRECT,
    "jijiao/web/widgets.py": DIRECT,
    "jijiao/web/templatetags/boxes.py": DIRECT,
    "jijiao/web/templatetags/rows.py": DIRECT,
}
ROUTES = "jijiao/web/routes.py"


def test_edges_neither_write_nor_open_a_closed_manager() -> None:
    found = []
    for path in filter(_is_edge, product()):
        for name, call in calls(path):
            receiver, _, verb = name.rpartition(".")
            # `people.actions.create(...)` is an action, and calling it is what an edge is for
            if verb in WRITES and "." in name and receiver.rpartition(".")[2] != "actions":
                found.append(f"{short(path)}:{call.lineno} {name}()")
        found += _attributes(path, "everywhere")
    assert found == []


def test_routes_are_mounted_through_the_doors_only() -> None:
    found = []
    for path in product():
        for name, call in calls(path):
            if name in {"path", "re_path", "urls.path"} and short(path) != ROUTES and not _is_include(call):
                found.append(f"{short(path)}:{call.lineno}")
    assert found == []


def test_untrusted_files_are_opened_in_two_places_only() -> None:
    homes = {PACKAGE / "sheets", PACKAGE / "attachments"}
    found = [
        f"{short(path)}:{line} {name}"
        for path in product()
        if not homes & set(path.parents)
        for name, line in imported(path)
        if name.split(".")[0] in UNTRUSTED
    ]
    assert found == []


def test_one_module_reads_the_clock() -> None:
    found = [
        f"{short(path)}:{call.lineno} {name}"
        for path in product()
        if short(path) != "jijiao/lib/clock.py"
        for name, call in calls(path)
        if name in CLOCKS
    ]
    assert found == []


def test_modules_have_names_that_say_something() -> None:
    nameless = [short(path) for path in product() if {path.stem, *path.relative_to(PACKAGE).parts} & NAMELESS]
    doing = [
        f"{short(path)}:{node.lineno} {node.name}"
        for path in product()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("do_")
    ]
    assert nameless + doing == []


def test_escaping_is_skipped_only_where_it_is_said_why() -> None:
    found = {
        short(path)
        for path in product()
        for name, _ in calls(path)
        if name.rpartition(".")[2] in {"mark_safe", "SafeString", "SafeText"}
    }
    assert found == set(MARKS_SAFE)


def test_modules_begin_with_what_they_are_for() -> None:
    found = []
    for path in modules():
        text = path.read_text(encoding="utf-8")
        body = tree(path).body
        if text.strip() and (ast.get_docstring(tree(path)) is None or body[0].lineno > 1 + text.startswith("#!")):
            found.append(short(path))
    assert found == []


def test_no_test_is_skipped_or_sleeps() -> None:
    found = []
    for path in modules():
        if path not in product():
            found += [f"{short(path)}:{call.lineno}" for name, call in calls(path) if _evades(name, path)]
            found += [f"{short(path)} {name}" for name in ("skip", "skipif", "xfail") for _ in _marks(path, name)]
    assert found == []


def _is_edge(path: Path) -> bool:
    return bool(EDGES & {path.stem, *path.relative_to(PACKAGE).parts}) or path.stem.startswith("views_")


def _attributes(path: Path, attribute: str) -> list[str]:
    nodes = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute) and node.attr == attribute)
    return [f"{short(path)}:{node.lineno} .{attribute}" for node in nodes]


def _is_include(call: ast.Call) -> bool:
    """The root list of addresses joins the apps' lists, and does nothing else."""
    second = call.args[1] if len(call.args) > 1 else None
    return isinstance(second, ast.Call) and dotted(second.func) == "include"


def _evades(name: str, path: Path) -> bool:
    return name in {"pytest.skip", "pytest.xfail", "pytest.importorskip"} or (
        name == "time.sleep" and "scripts" not in path.parts
    )


def _marks(path: Path, name: str) -> Iterator[ast.Attribute]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and dotted(node) == f"pytest.mark.{name}":
            yield node
