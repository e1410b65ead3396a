"""A sheet declared once: its columns give the template, the import, the failed rows and the export."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jijiao.sheets import reading, writing
from jijiao.sheets.columns import CellError, Column, Row
from jijiao.sheets.header import Mapped

__all__ = ["CellError", "Column", "Row", "Sheet"]


MAX_BYTES = 5 << 20
# identity of a row → its number in the file
Met = dict[str, int]


@dataclass(frozen=True)
class Sheet:
    """`key` and `version` mark our templates, so that another or an older one is recognised by name."""

    key: str
    title: str
    version: int
    columns: tuple[Column, ...]
    max_rows: int = 5000
    notes: tuple[str, ...] = ()
    max_bytes: int = MAX_BYTES

    def template(self) -> bytes:
        """An .xlsx to fill in: text columns, drop-downs, an example row that reading skips, and 填写说明."""
        return writing.template(self)

    def read(self, source: bytes | Path) -> list[Row]:
        """Every row that is not blank, cleaned, bad ones with their errors; a Refusal when the file cannot be used."""
        return list(self.stream(source))

    def stream(self, source: bytes | Path) -> Iterator[Row]:
        """`read`, row by row: keep nothing of what came when a Refusal ends it."""
        return self.open(source).rows

    def open(self, source: bytes | Path, mapped: Mapped | None = None) -> reading.Opened:
        """The workbook with its header found; `mapped` says what headers that are not the template's mean."""
        return reading.opened(self, source.read_bytes() if isinstance(source, Path) else source, mapped)

    def rows(self, given: Mapping[int, Mapping[str, Any]], met: Met | None = None) -> list[Row]:
        """Rows from their cells (row number → column name → cell), cleaned as those of a file are.

        `met` are the rows of the same file that these are held against.
        """
        columns = [[cells.get(column.name) for cells in given.values()] for column in self.columns]
        return reading.Washing(self, met).rows(list(given), columns)

    def check(self, met: Met) -> Callable[[Row], None]:
        """What looks at each row as a whole and adds errors; made anew for each file.

        `met` says which rows came before, by their `identity`; whoever compares rows adds to it.
        """
        return _nothing_more

    def identity(self, row: Row) -> str:
        """What no two rows of a file may share; "" where rows are not compared."""
        return ""

    def repeats(self, number: int) -> CellError:
        """What is wrong with a row whose identity row `number` has."""
        return CellError("", f"与第{number}行重复，请核对后只保留一行。")

    def failures(self, rows: Iterable[Row]) -> bytes:
        """The same template with these rows and 错误原因 behind, to be corrected and uploaded as it is."""
        return writing.template(self, rows)

    def export(self, rows: Iterable[Mapping[str, Any]]) -> bytes:
        """An .xlsx of rows given by column name."""
        return writing.export(self, rows)

    def export_csv(self, rows: Iterable[Mapping[str, Any]]) -> bytes:
        """The same as CSV with a byte-order mark, for more rows than a workbook holds."""
        return writing.export_csv(self, rows)


def _nothing_more(row: Row) -> None:
    """Most sheets judge cells alone."""
