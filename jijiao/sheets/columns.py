"""What a sheet is made of: columns with their cleaners, and the rows that come out of a workbook."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from jijiao.sheets.cells import Cleaner, plain_text

REASON = "错误原因"


@dataclass(frozen=True)
class Column:
    """`header` is what people read, `name` what code reads; `clean(cell)` gives the value or raises Refusal.

    Blank cells never reach `clean`. With `text`, number and date cells are refused by their type, since a
    spreadsheet has already spoilt what was typed (identity numbers, phones, codes); without it `clean` gets them as
    they are. With `digits` too a number cell of up to 15 digits is taken: it is exact, and digits are all that matters.
    `width` is in characters; `choices` becomes a drop-down; `note` a comment on the header. `also` are other headers
    by which people know the column; `shown` puts it into the preview, `mask` hides what the preview need not tell.
    A file without the column but with a heading of `implied_by` probably means `implied`, one of the choices, in each.
    """

    header: str
    name: str
    clean: Cleaner = field(default_factory=plain_text)
    required: bool = False
    example: str = ""
    width: int = 14
    choices: tuple[str, ...] = ()
    text: bool = True
    note: str = ""
    also: tuple[str, ...] = ()
    shown: bool = False
    mask: Callable[[str], str] | None = None
    digits: bool = False
    implied: str = ""
    implied_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class CellError:
    """What is wrong in one cell; an empty `column` speaks of the whole row."""

    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.column}：{self.message}" if self.column else self.message


@dataclass(slots=True)
class Row:
    """A row of a workbook: its number there, the cells as text and the clean values by column name."""

    number: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
