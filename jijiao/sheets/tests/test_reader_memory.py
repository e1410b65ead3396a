"""What one workbook costs in memory: measured on the reader's own process, not on the tests that started it."""

import json
import subprocess
import sys
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from jijiao.sheets.reader import Limits

pytestmark = pytest.mark.covers("M5.4.3.1")

MOST = 90  # megabytes, for a workbook of 8,000 people; 100,000 take 230 of the 512 it may have


def workbook(rows: int) -> bytes:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    sheet = book.add_worksheet("人员")
    for row in range(rows):
        sheet.write_row(row, 0, [f"{column:02}第{row}行的内容" for column in range(20)])
    book.close()
    return target.getvalue()


def peak(content: bytes, tmp_path: Path) -> tuple[int, int]:
    """Rows read, and the most megabytes the reader held: asked of the kernel while there is still a line to fetch."""
    (tmp_path / "people.xlsx").write_bytes(content)
    limits = json.dumps(asdict(Limits(title="人员", marker="-", max_rows=100_000)))
    command = [sys.executable, "-m", "jijiao.sheets.reader", limits]
    rows = most = 0
    with (tmp_path / "people.xlsx").open("rb") as file:
        child = subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE)
        assert child.stdout is not None
        for line in child.stdout:
            status = Path(f"/proc/{child.pid}/status").read_text()
            # gone from a process that has ended and waits for its parent to notice
            most = max([most, *(int(each.split()[1]) for each in status.splitlines() if each.startswith("VmHWM"))])
            answer = json.loads(line)
            assert "refused" not in answer
            if isinstance(answer, dict):
                rows = answer.get("end", rows)
        child.wait()
    return rows, most >> 10


def test_a_workbook_of_8000_people_stays_far_under_the_limit(tmp_path: Path) -> None:
    rows, most = peak(workbook(8_000), tmp_path)
    assert rows == 8_000
    assert 15 < most <= MOST
