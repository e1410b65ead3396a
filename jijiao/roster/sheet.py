"""The sheet of an export: every column there is, and what stands in it for a person, masked or whole."""

from collections.abc import Callable, Collection
from dataclasses import replace

from jijiao.people.models import Person
from jijiao.sheets.columns import Column
from jijiao.sheets.sheet import Sheet

Value = Callable[[Person], object]

# name → header, width, what stands in it
CELLS: dict[str, tuple[str, int, Value]] = {
    "name": ("姓名", 12, lambda person: person.name),
    "document_kind": ("证件类型", 16, lambda person: person.get_document_kind_display()),
    "document": ("证件号", 22, lambda person: person.masked_document),
    "mobile": ("手机号", 14, lambda person: person.masked_mobile),
    "unit": ("所在单位", 28, lambda person: person.unit.name),
    "department": ("工作部门", 18, lambda person: person.department.name if person.department else ""),
    "status": ("状态", 10, lambda person: person.get_status_display()),
    "sex": ("性别", 8, lambda person: person.get_sex_display()),
    "education": ("学历", 12, lambda person: person.get_education_display()),
    "degree": ("学位", 10, lambda person: person.get_degree_display()),
    "title_series": ("职称系列", 22, lambda person: person.title_series_name),
    "title_level": ("职称级别", 10, lambda person: person.get_title_level_display()),
    "title": ("职称名称", 16, lambda person: person.title),
    "title_on": ("取得时间", 12, lambda person: person.title_on),
    "post": ("岗位类别", 14, lambda person: person.get_post_display()),
    "works_since": ("参加工作时间", 14, lambda person: person.works_since),
}
WHOLE: dict[str, Value] = {"document": lambda person: person.document, "mobile": lambda person: person.mobile}
COLUMNS = tuple((name, header) for name, (header, _, _) in CELLS.items())
USUAL = (
    *("name", "document", "mobile", "unit", "department", "status"),
    *("title_series", "title_level", "title"),
)
ROSTER = Sheet(
    key="roster",
    title="专业技术人员名单",
    version=1,
    columns=tuple(Column(header, name, width=width) for name, (header, width, _) in CELLS.items()),
)


def with_columns(chosen: Collection[str]) -> Sheet:
    """The sheet with the chosen columns alone, in its own order."""
    return replace(ROSTER, columns=tuple(column for column in ROSTER.columns if column.name in chosen))


def cells(person: Person, chosen: Collection[str], *, full: bool) -> dict[str, object]:
    """One row of the export."""
    values = {name: value for name, (_, _, value) in CELLS.items() if name in chosen}
    if full:
        values |= {name: value for name, value in WHOLE.items() if name in chosen}
    return {name: value(person) for name, value in values.items()}
