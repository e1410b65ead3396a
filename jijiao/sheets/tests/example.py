"""The sheet that these tests share: one column of each sort."""

from typing import Any

from jijiao.lib.documents import RESIDENT_CARD, clean_document
from jijiao.sheets.cells import as_date, as_decimal, one_of, plain_text
from jijiao.sheets.sheet import Column, Sheet
from jijiao.testing import make

LEVELS = ("正高级", "副高级", "中级")


def as_document(cell: Any) -> str:
    return clean_document(RESIDENT_CARD, str(cell))


PEOPLE = Sheet(
    "tests.people",
    "测试人员",
    2,
    (
        Column("姓名", "name", plain_text(20), required=True, example="张三"),
        Column("证件号", "document", as_document, required=True, example="370000199001010019", note="18 位，文本格式"),
        Column("职称级别", "level", one_of(LEVELS), choices=LEVELS, example="中级"),
        Column("取得日期", "since", as_date, text=False, example="2020-01-02"),
        Column("学时", "hours", as_decimal(1), text=False, example="30"),
    ),
    max_rows=100,
)


def person(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A right row by column name."""
    return {"name": f"测试{number}", "document": make.document(number), "level": "中级", "hours": "3"} | changes
