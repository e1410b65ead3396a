"""CSV as rows of text, like those of a workbook's first sheet: UTF-8 or GB18030, commas, cells quoted where needed.

Runs in the reader's child process only, under its limits.
"""

import csv
import re
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper

from jijiao.lib.refusal import Refusal

LONGEST_CELL = 100_000
# what spreadsheets are given so that they leave a number alone: ="3701..."
_GUARDED = re.compile(r'="((?:[^"]|"")*)"')
UNREADABLE = "文件的文字编码无法识别。请用表格软件打开，另存为“CSV UTF-8”或“Excel 工作簿（.xlsx）”后再上传。"


def rows(content: bytes) -> Iterator[list[str]]:
    """Each line's cells, blank lines as well. Raises Refusal where the text is damaged."""
    csv.field_size_limit(LONGEST_CELL)
    # strictly: a quote that is not closed would swallow the rows behind it unseen
    reader = csv.reader(TextIOWrapper(BytesIO(content), _encoding(content), newline=""), strict=True)
    try:
        for cells in reader:
            yield [_typed(cell) for cell in cells]
    except csv.Error as error:
        raise Refusal(
            f"第 {reader.line_num} 行附近的引号不成对，或一格内容过长，不能读取。"
            "请用表格软件打开核对，另存为“Excel 工作簿（.xlsx）”后再上传。"
        ) from error


def _encoding(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Refusal(UNREADABLE)


def _typed(cell: str) -> str:
    """The cell without what exports put around it to keep it text."""
    if cell.startswith('="') and (guarded := _GUARDED.fullmatch(cell)):
        return guarded[1].replace('""', '"')
    return cell.removesuffix("\t")
