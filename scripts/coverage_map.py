"""`make coverage-map`: every row of docs/coverage.md with the tests that are marked to cover it, or "missing"."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\| ([MR][\d.]+[a-z]?) \| (.*) \|$", re.MULTILINE)


class Collected:
    """A pytest plugin that remembers which test covers which row."""

    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = defaultdict(list)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            name = item.nodeid.split("[")[0]
            for mark in item.iter_markers("covers"):
                for row in mark.args:
                    if name not in self.tests[row]:
                        self.tests[row].append(name)

    def pytest_report_collectionfinish(self) -> str:
        return ""


def main() -> int:
    """Exit code 0 also with rows missing: the map is for reading."""
    collected = Collected()
    code = pytest.main(["--collect-only", "-qqq", str(ROOT)], plugins=[collected])
    if code:
        return int(code)
    rows = ROW.findall((ROOT / "docs" / "coverage.md").read_text(encoding="utf-8"))
    for row, text in rows:
        tests = collected.tests.get(row)
        print(f"{row:12}{text[:70]}")
        for test in tests or ["missing"]:
            print(f"{'':12}  {test}")
    missing = [row for row, _ in rows if row not in collected.tests]
    print(f"\n{len(rows) - len(missing)} of {len(rows)} rows have a test; missing: {' '.join(missing) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
