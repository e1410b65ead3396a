"""The columns of 专技人员信息查询: every one there is, what stands in it for a person, masked or whole.

The list on the page and the export have the same columns; an account chooses those it wants.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localtime

from jijiao.lib import clock
from jijiao.lib.years import this_year
from jijiao.people.models import Person
from jijiao.roster.queries import with_result_of
from jijiao.sheets.columns import Column
from jijiao.sheets.sheet import Sheet
from jijiao.transfers.queries import UNDER_WAY, with_journeys

Value = Callable[[Person], object]
Filled = tuple["Cell", object]
UNIT, DEPARTMENT, RESULT = "unit", "department", "result"


@dataclass(frozen=True)
class Cell:
    """A column: its heading, its width in a workbook, what stands in it.

    `sort` is the list's order by it; a `state` is shown as a tag.
    """

    header: str
    width: int
    value: Value
    sort: str = ""
    css: str = ""
    field: str = ""  # what is read for it, where that is not a field of its name
    listed: str = ""  # the heading in the list, where the manual has another
    state: bool = False

    @property
    def heading(self) -> str:
        return self.listed or self.header


def _status(person: Person) -> str:
    """调转中 is not kept: `with_journeys` reads it from the open transfer."""
    return UNDER_WAY if getattr(person, "travelling", False) else person.get_status_display()


def result_words(year: int, passed: bool) -> str:
    """年度认定 of a year as it is told everywhere."""
    return f"{year} 年{'通过' if passed else '不通过'}"


def _age(person: Person) -> int | None:
    born, today = person.born_on, clock.today()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) if born else None


def _result(person: Person) -> str:
    passed: bool | None = getattr(person, "year_passed", None)
    return "" if passed is None else result_words(this_year(), passed)


CELLS: dict[str, Cell] = {
    "name": Cell("姓名", 12, lambda person: person.name, "name"),
    "document_kind": Cell("证件类型", 16, lambda person: person.get_document_kind_display()),
    "document": Cell("证件号", 22, lambda person: person.masked_document, css="nowrap", listed="身份证"),
    UNIT: Cell("所在单位", 28, lambda person: person.unit.name, "unit"),
    DEPARTMENT: Cell("工作部门", 18, lambda person: person.department.name if person.department else "", "department"),
    "title_series": Cell("职称系列", 22, lambda person: person.title_series_name),
    "title_level": Cell("职称级别", 10, lambda person: person.get_title_level_display(), "level"),
    "title": Cell("职称名称", 16, lambda person: person.title),
    "title_major": Cell("职称专业", 16, lambda person: person.title_major),
    "title_on": Cell("取得时间", 12, lambda person: person.title_on, css="nowrap"),
    "title_appointed_on": Cell("聘任时间", 12, lambda person: person.title_appointed_on, css="nowrap"),
    "mobile": Cell("手机号", 14, lambda person: person.masked_mobile, css="nowrap"),
    "email": Cell("邮箱", 24, lambda person: person.masked_email),
    "status": Cell("状态", 10, _status, state=True),
    RESULT: Cell("年度认定", 16, _result, css="nowrap"),
    "sex": Cell("性别", 8, lambda person: person.get_sex_display()),
    "age": Cell("年龄", 8, _age, field="born_on"),
    "born_on": Cell("出生日期", 12, lambda person: person.masked_birth, css="nowrap"),
    "nation": Cell("民族", 10, lambda person: person.get_nation_display()),
    "political": Cell("政治面貌", 16, lambda person: person.get_political_display()),
    "education": Cell("学历", 12, lambda person: person.get_education_display()),
    "degree": Cell("学位", 10, lambda person: person.get_degree_display()),
    "school": Cell("毕业院校", 22, lambda person: person.school),
    "major": Cell("所学专业", 16, lambda person: person.major),
    "post": Cell("岗位类别", 14, lambda person: person.get_post_display()),
    "employment": Cell("用工性质", 14, lambda person: person.get_employment_display()),
    "works_since": Cell("参加工作时间", 14, lambda person: person.works_since, css="nowrap"),
    "enrolled_at": Cell("登记时间", 12, lambda person: localtime(person.enrolled_at).date(), "enrolled", "nowrap"),
}
WHOLE: dict[str, Value] = {
    "document": lambda person: person.document,
    "mobile": lambda person: person.mobile,
    "email": lambda person: person.email,
    "born_on": lambda person: person.born_on,
}
COLUMNS = tuple((name, cell.header) for name, cell in CELLS.items())
USUAL = ("name", "document", UNIT, DEPARTMENT, "title_series", "title_level", "mobile", "status")
ROSTER = Sheet(
    key="roster",
    title="专业技术人员名单",
    version=1,
    columns=tuple(Column(cell.header, name, width=cell.width) for name, cell in CELLS.items()),
)
# whichever are shown: a row leads to the file of a person
_ALWAYS = ("ref", "name")
_JOINED = {UNIT: "unit__name", DEPARTMENT: "department__name"}


def with_columns(chosen: Collection[str]) -> Sheet:
    """The sheet with the chosen columns alone, in its own order."""
    return replace(ROSTER, columns=tuple(column for column in ROSTER.columns if column.name in chosen))


def shown(chosen: Collection[str]) -> list[tuple[str, Cell]]:
    """The chosen columns in the order of the sheet."""
    return [(name, cell) for name, cell in CELLS.items() if name in chosen]


def dressed(rows: QuerySet[Person], chosen: Collection[str]) -> QuerySet[Person]:
    """The rows with what the chosen columns show and nothing else: the narrower, the faster they are made."""
    fields = (_JOINED.get(name, cell.field or name) for name, cell in shown(chosen) if name != RESULT)
    if RESULT in chosen:
        rows = with_result_of(rows, this_year())
    if "status" in chosen:
        rows = with_journeys(rows)
    return rows.select_related(*(name for name in _JOINED if name in chosen)).only(*_ALWAYS, *fields)


def cells(person: Person, chosen: Collection[str], *, full: bool) -> dict[str, object]:
    """One row of the export."""
    values = {name: cell.value for name, cell in CELLS.items() if name in chosen}
    if full:
        values |= {name: value for name, value in WHOLE.items() if name in chosen}
    return {name: value(person) for name, value in values.items()}


def lines(
    people: Collection[Person], chosen: Collection[str], first: int
) -> Iterator[tuple[int | str, Person, list[Filled]]]:
    """The rows of the list: 序号 (none beyond the numbered pages, `first` 0), person, the columns besides the name."""
    columns = [cell for name, cell in shown(chosen) if name != "name"]
    for place, person in enumerate(people):
        yield first + place if first else "—", person, [(cell, _text(cell.value(person))) for cell in columns]


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
