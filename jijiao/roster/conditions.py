"""The conditions of 专技人员信息查询. Numbers are looked for whole, through their blind indexes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from jijiao.accounts.backend import account_keys
from jijiao.accounts.models import Hat, mobile_key
from jijiao.credits.models import AnnualResult
from jijiao.lib import clock
from jijiao.lib.masks import mask_document, mask_mobile
from jijiao.lib.text import compact, tidy
from jijiao.lib.years import this_year
from jijiao.people.forms import Choice, offer
from jijiao.people.models import Person
from jijiao.people.queries import open_departments
from jijiao.roster.sheet import result_words
from jijiao.scoping.naming import called
from jijiao.standards.codes.people import EDUCATIONS
from jijiao.standards.codes.titles import TITLE_LEVELS, series_choices
from jijiao.transfers.queries import UNDER_WAY, travellers
from jijiao.units.models import Department
from jijiao.units.queries import known_as
from jijiao.web.forms import FilterForm

YEARS_BACK = 5
OWN_UNIT = "own"
EQUAL = ("department", "title_series", "title_level", "education")
TRAVELLING = "40"  # no status that is kept: who has an open transfer is on the roll of the old unit
STATUSES = sorted([*Person.Status.choices, (TRAVELLING, UNDER_WAY)])


def result_choices() -> list[tuple[str, str]]:
    """通过 and 不通过 of this year and the ones before it."""
    years = range(this_year(), this_year() - YEARS_BACK, -1)
    return [(f"{year}-{int(passed)}", result_words(year, passed)) for year in years for passed in (True, False)]


class RosterFilter(FilterForm):
    """What a list of people can be narrowed by; `by` is whose own unit and departments are meant."""

    name = forms.CharField(
        label="姓名", max_length=50, widget=forms.TextInput(attrs={"placeholder": "汉字、拼音或首字母"})
    )
    document = forms.CharField(label="证件号", max_length=40)
    department = Choice(label="工作部门")
    title_series = Choice(label="职称系列", choices=series_choices)
    mobile = forms.CharField(label="手机号", max_length=20)
    title_level = Choice(label="职称级别", choices=TITLE_LEVELS)
    title = forms.CharField(label="职称名称", max_length=40)
    education = Choice(label="学历", choices=EDUCATIONS)
    status = Choice(label="状态", choices=STATUSES)
    unit = forms.CharField(label="所在单位", max_length=100)
    reach = Choice(label="单位范围", choices=(("", "本单位和下级单位"), (OWN_UNIT, "只看本单位")))
    age_from = forms.IntegerField(label="年龄不小于", min_value=16, max_value=100)
    age_to = forms.IntegerField(label="年龄不大于", min_value=16, max_value=100)
    result = Choice(label="年度认定", choices=result_choices)

    def __init__(self, *args: Any, by: Hat, departments: Sequence[Department] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit_id = by.unit_id
        offer(self.fields["department"], open_departments(by.unit_id) if departments is None else departments, "全部")

    def clean(self) -> dict[str, Any]:
        lowest, highest = self.cleaned_data.get("age_from"), self.cleaned_data.get("age_to")
        if lowest and highest and lowest > highest:
            self.add_error("age_to", f"不能小于“年龄不小于”中的 {lowest} 岁：两个年龄填反了，请对调")
        return self.cleaned_data

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        rows = rows.filter(**{name: chosen[name] for name in EQUAL if chosen[name]})
        for name, narrower in NARROWERS.items():
            if chosen[name] is not None:
                rows = narrower(rows, chosen[name])
        return rows.filter(unit_id=self.unit_id) if chosen["reach"] else rows

    @property
    def words(self) -> str:
        """All that is chosen as people read it, numbers masked."""
        chosen = {name: value for name, value in self.chosen().items() if value is not None}
        return "；".join(f"{self[name].label}：{self.shown(name, value)}" for name, value in chosen.items())

    def shown(self, name: str, value: Any) -> str:
        if name == "document":
            return mask_document(compact(value))
        if name.startswith("age_"):
            return f"{value} 岁"
        return mask_mobile(compact(value)) if name == "mobile" else super().shown(name, value)


def _aged_from(rows: QuerySet[Any], age: int) -> QuerySet[Any]:
    return rows.filter(born_on__lte=_years_ago(age))


def _aged_to(rows: QuerySet[Any], age: int) -> QuerySet[Any]:
    return rows.filter(born_on__gt=_years_ago(age + 1))


def _years_ago(years: int) -> date:
    """Whoever was born on that day has that age today; 29 February counts as the 28th in other years."""
    today = clock.today()
    leap = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year - years, day=28 if leap else today.day)


def _in_status(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(pk__in=travellers()) if value == TRAVELLING else rows.filter(status=value)


def _with_result(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """People whose result of the year says so; who has none for that year was not judged."""
    year, passed = value.split("-")
    found = AnnualResult.everywhere.filter(person=OuterRef("pk"), year=year, passed=passed == "1")
    return rows.filter(Exists(found))


NARROWERS: dict[str, Callable[[QuerySet[Any], Any], QuerySet[Any]]] = {
    "name": lambda rows, value: rows.filter(called(tidy(value))),
    "document": lambda rows, value: rows.filter(document_key__in=account_keys(value)),
    "mobile": lambda rows, value: rows.filter(mobile_key=mobile_key(compact(value))),
    "unit": lambda rows, value: rows.filter(unit__pk__found=known_as(tidy(value))),
    "title": lambda rows, value: rows.filter(title__contains=tidy(value)),
    "age_from": _aged_from,
    "age_to": _aged_to,
    "result": _with_result,
    "status": _in_status,
}
