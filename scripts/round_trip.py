"""`make roundtrip`: 10,000 people out through template and export, opened and saved by LibreOffice, and in again.

Every identity number must come back unchanged: through the import template (.xlsx), an export as .xlsx and one as
.csv. Needs LibreOffice's `soffice`; says how to get it where it is missing. Exits with 1 when a number differs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

COUNT = int(os.environ.get("COUNT") or 10_000)
# comma, quote, UTF-8, from the first line: what the dialogue offers for a file that begins with a byte-order mark
AS_CSV = "--infilter=Text - txt - csv (StarCalc):44,34,76,1"


def main() -> int:
    office = shutil.which("soffice")
    if office is None:
        print("make roundtrip needs LibreOffice: apt-get install libreoffice-calc", file=sys.stderr)
        return 1
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ["DJANGO_SETTINGS_MODULE"] = "jijiao.settings"
    import django

    django.setup()
    with tempfile.TemporaryDirectory(prefix="jijiao-roundtrip-") as folder:
        os.environ["HOME"] = folder
        good = [
            unchanged(name, content, rows, office, Path(folder) / "saved") for name, content, rows in written(folder)
        ]
    return 0 if all(good) else 1


def written(folder: str) -> list[tuple[Path, list[str], list[str]]]:
    """The three files, each with the numbers in it and LibreOffice's options to open it."""
    from benchmarks.workbook import people
    from jijiao.people.sheet import PEOPLE

    rows: list[dict[str, Any]] = list(people(COUNT, [], bad=0))
    cells = [{column.name: row.get(column.name, "") for column in PEOPLE.columns} for row in rows]
    filled = PEOPLE.failures(PEOPLE.rows(dict(enumerate(cells, start=2))))
    files: tuple[tuple[str, bytes, list[str]], ...] = (
        ("template.xlsx", filled, []),
        ("export.xlsx", PEOPLE.export(cells), []),
        ("export.csv", PEOPLE.export_csv(cells), [AS_CSV]),
    )
    found = []
    for name, content, options in files:
        path = Path(folder) / name
        path.write_bytes(content)
        found.append((path, options, [row["document"] for row in cells]))
    return found


def unchanged(path: Path, options: list[str], numbers: list[str], office: str, saved: Path) -> bool:
    from jijiao.people.sheet import PEOPLE

    begun = time.monotonic()
    into = saved / path.stem / path.suffix[1:]
    command = [office, "--headless", *options, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(into)]
    subprocess.run([*command, str(path)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    rows = PEOPLE.read((into / f"{path.stem}.xlsx").read_bytes())
    came = [str(row.values.get("document", "")) for row in rows]
    same = sum(1 for before, after in zip(numbers, came, strict=False) if before == after)
    wrong = next((f"; first difference: {error}" for row in rows for error in row.errors), "")
    print(
        f"{path.name}: {same} of {len(numbers)} numbers unchanged, {time.monotonic() - begun:.1f} s{wrong}", flush=True
    )
    return came == numbers and not wrong


if __name__ == "__main__":
    sys.exit(main())
