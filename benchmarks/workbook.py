"""Workbooks of invented people for the measurements: every common column filled, two rows in a hundred wrong."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter

from jijiao.lib.documents import check_character
from jijiao.people.sheet import PEOPLE

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超秀霞平刚桂英华玉萍红玲建国文学"
TITLES = (
    ("卫生技术人员", "主治医师"),
    ("卫生技术人员", "主管护师"),
    ("工程技术人员", "工程师"),
    ("工程技术人员", "高级工程师"),
    ("中小学教师", "一级教师"),
    ("会计人员", "会计师"),
    ("经济专业人员", "经济师"),
)
EDUCATIONS = (("大学本科", "学士"), ("硕士研究生", "硕士"), ("大学专科", ""))
SCHOOLS = ("山东示例大学", "济南示例学院", "青岛示例医学院", "示例师范大学", "示例工业大学")
MAJORS = ("临床医学", "护理学", "土木工程", "计算机科学与技术", "会计学", "汉语言文学")
# one wrong answer of each sort that a unit really sends
WRONG: Sequence[dict[str, str]] = (
    {"document": "370000198506301013"},
    {"mobile": "1380000"},
    {"title": "高级厨师"},
    {"title_series": "医生系列"},
    {"department": "不存在的科室"},
    {"name": ""},
    {"title_on": "2019-13-01"},
    {"document": "37000019850630101"},
)


def document(number: int) -> str:
    """The resident number of invented person `number` (0 to 9 millions): right by GB 11643, of no place."""
    day, sequence = divmod(number, 1000)
    year, rest = divmod(day, 336)
    month, day = divmod(rest, 28)
    first = f"370000{1966 + year}{month + 1:02}{day + 1:02}{sequence:03}"
    return first + check_character(first)


def people(
    count: int, departments: Sequence[str], *, bad: float = 0.02, seed: int = 20260102
) -> Iterator[dict[str, str]]:
    """`count` rows by column name; about `bad` of them wrong, and one in a thousand a repeated number."""
    chance = random.Random(seed)  # noqa: S311 - invented people
    for number in range(count):
        series, title = chance.choice(TITLES)
        education, degree = chance.choice(EDUCATIONS)
        row = {
            "name": chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN),
            "document_kind": "居民身份证",
            "document": document(number),
            "mobile": f"139{number:08}",
            "email": f"n{number}@example.com",
            "department": chance.choice(departments) if departments else "",
            "education": education,
            "degree": degree,
            "school": chance.choice(SCHOOLS),
            "major": chance.choice(MAJORS),
            "title_series": series,
            "title": title,
            "title_on": f"20{chance.randrange(10, 24)}-{chance.randrange(1, 13):02}-01",
            "post": "专业技术岗",
            "works_since": f"20{chance.randrange(6, 10):02}-07-01",
        }
        yield row | (chance.choice(WRONG) if chance.random() < bad else {})


def write(path: Path, rows: Iterator[dict[str, str]]) -> None:
    """The rows under the header of the people's template, with shared strings, as spreadsheet programs save them."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(PEOPLE.title)
    page.write_row(0, 0, [column.header for column in PEOPLE.columns])
    for line, row in enumerate(rows, start=1):
        for at, column in enumerate(PEOPLE.columns):
            if value := row.get(column.name):
                page.write_string(line, at, value)
    book.close()
