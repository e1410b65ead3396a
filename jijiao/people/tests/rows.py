"""Rows of the sheet 专业技术人员 for tests, as a unit would fill them in."""

from django.core.files.uploadedfile import SimpleUploadedFile

from jijiao.people.sheet import PEOPLE
from jijiao.sheets.responses import WORKBOOK
from jijiao.sheets.testing import workbook_of
from jijiao.testing import make

Row = dict[str, object]


def good_row(number: int, **changes: object) -> Row:
    """A row without fault for a made-up person; `number` makes it different from others."""
    return {
        "name": "赵晓明",
        "document_kind": "居民身份证",
        "document": make.document(number),
        "mobile": f"137{number:08d}",
        "title_series": "卫生技术人员",
        "title": "主治医师",
        "title_on": "2019-12-01",
        "education": "大学本科",
    } | changes


def upload(rows: list[Row], name: str = "人员.xlsx") -> SimpleUploadedFile:
    """A filled template as a browser sends it."""
    return SimpleUploadedFile(name, workbook_of(PEOPLE, rows), WORKBOOK)
