"""The workbooks of the story: 300 people, 20 of them wrong in 8 ways; training for everybody."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from jijiao.demo.invented import document, name

COUNT = 300
TECHNICIAN = 7  # which of the 300 later registers himself
FIRST_NUMBER = 4000

# position among the 300 → what is wrong there
WRONG_DIGIT, SHORT, AS_NUMBER, NAMELESS, NO_SUCH_DEPARTMENT, NO_SUCH_TITLE, TWICE, BAD_PHONE = range(8)
WRONG = {
    20: WRONG_DIGIT, 21: WRONG_DIGIT, 22: WRONG_DIGIT, 40: SHORT, 41: SHORT,
    60: AS_NUMBER, 61: AS_NUMBER, 62: AS_NUMBER,
    80: NAMELESS, 81: NAMELESS, 100: NO_SUCH_DEPARTMENT, 101: NO_SUCH_DEPARTMENT, 102: NO_SUCH_DEPARTMENT,
    120: NO_SUCH_TITLE, 121: NO_SUCH_TITLE, 122: NO_SUCH_TITLE, 140: TWICE, 141: TWICE, 160: BAD_PHONE, 161: BAD_PHONE,
}  # fmt: skip
REASONS = {
    WRONG_DIGIT: "最后一位", SHORT: "15", AS_NUMBER: "文本", NAMELESS: "不能为空", NO_SUCH_DEPARTMENT: "部门",
    NO_SUCH_TITLE: "职称", TWICE: "重复", BAD_PHONE: "手机号",
}  # fmt: skip


def right(at: int) -> dict[str, Any]:
    """What the row of one of the 300 says when it is right."""
    return {
        "姓名": name(at),
        "证件类型": "居民身份证",
        "证件号": document(FIRST_NUMBER + at),
        "手机号": f"135{at:08d}",
        "职称系列": "工程技术人员",
        "职称名称": "工程师",
        "学历": "大学本科",
    }


def wrong(at: int) -> dict[str, Any]:
    """The same row with its mistake."""
    row, mistake = right(at), WRONG[at]
    number = row["证件号"]
    broken = {
        WRONG_DIGIT: {"证件号": number[:-1] + ("1" if number[-1] != "1" else "2")},
        SHORT: {"证件号": number[:6] + number[8:17]},
        AS_NUMBER: {"证件号": int(number.replace("X", "0"))},
        NAMELESS: {"姓名": None},
        NO_SUCH_DEPARTMENT: {"工作部门": "不存在的部门"},
        NO_SUCH_TITLE: {"职称名称": "主任医师"},
        TWICE: {"证件号": document(FIRST_NUMBER + at - 10)},
        BAD_PHONE: {"手机号": "12345"},
    }
    return row | broken[mistake]


def fill(template: Path, target: Path, rows: list[dict[str, Any]]) -> None:
    """Write rows under the header of a downloaded template, over its example."""
    book = load_workbook(template)
    page = next(sheet for sheet in book if headers(sheet))
    at, columns = headers(page)
    for offset, row in enumerate(rows, start=1):
        for header, value in row.items():
            page.cell(at + offset, columns[header], value)
    book.save(target)


def mend(failures: Path, target: Path) -> list[str]:
    """Correct every row of a failed-rows workbook; returns the reasons it gave, in its order."""
    book = load_workbook(failures)
    page = next(sheet for sheet in book if headers(sheet))
    at, columns = headers(page)
    reasons = []
    for offset, position in enumerate(sorted(WRONG), start=1):
        reasons.append(str(page.cell(at + offset, columns["错误原因"]).value))
        for header, value in (right(position) | {"工作部门": None}).items():
            page.cell(at + offset, columns[header]).value = value
    assert page.cell(at + len(WRONG) + 1, columns["证件号"]).value is None
    book.save(target)
    return reasons


def training(people: Iterator[int], *, subject: str, hours: int, title: str, year: int) -> list[dict[str, Any]]:
    """Rows of 岗位培训 for some of the 300."""
    return [
        {
            "姓名": name(at),
            "证件类型": "居民身份证",
            "证件号": document(FIRST_NUMBER + at),
            "培训名称": title,
            "举办单位": "山东示例继续教育基地",
            "开始日期": f"{year}-03-02",
            "结束日期": f"{year}-03-06",
            "课时": hours,
            "考核结果": "合格",
            "计入科目": subject,
            "备案号": "鲁继备 12 号" if subject == "公需科目" else None,
        }
        for at in people
    ]


def headers(page: Any) -> Any:
    """The row of the header and its columns by name; nothing when this page is not the table."""
    for row in page.iter_rows(min_row=1, max_row=10):
        columns = {str(cell.value).strip("*"): cell.column for cell in row if cell.value}
        if "姓名" in columns and "证件号" in columns:
            return row[0].row, columns
    return None
