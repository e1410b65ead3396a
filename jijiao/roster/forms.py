"""Forms of the roster: its conditions, and what the bulk acts ask for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from jijiao.accounts.backend import account_keys
from jijiao.accounts.models import mobile_key
from jijiao.lib.masks import mask_document, mask_mobile
from jijiao.lib.text import compact, tidy
from jijiao.people import rules
from jijiao.people.forms import Choice, offer
from jijiao.people.models import Person
from jijiao.roster.changing import NO_DEPARTMENT
from jijiao.standards.codes.titles import TITLE_LEVELS, series_choices
from jijiao.units.models import Department
from jijiao.web.forms import FilterForm, PageForm


class RosterFilter(FilterForm):
    """专技人员信息查询. Numbers are looked for whole, through their blind indexes."""

    name = forms.CharField(label="姓名", max_length=50)
    document = forms.CharField(label="证件号", max_length=40)
    department = Choice(label="工作部门")
    title_series = Choice(label="职称系列", choices=series_choices)
    mobile = forms.CharField(label="手机号", max_length=20)
    title_level = Choice(label="职称级别", choices=TITLE_LEVELS)
    status = Choice(label="状态", choices=Person.Status.choices)

    def __init__(self, *args: Any, departments: Sequence[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["department"], departments, "全部")

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        for name in ("department", "title_series", "title_level", "status"):
            if chosen[name]:
                rows = rows.filter(**{name: chosen[name]})
        if chosen["name"]:
            rows = rows.filter(name__contains=tidy(chosen["name"]))
        if chosen["document"]:
            rows = rows.filter(document_key__in=account_keys(chosen["document"]))
        if chosen["mobile"]:
            rows = rows.filter(mobile_key=mobile_key(compact(chosen["mobile"])))
        return rows

    def shown(self, name: str, value: Any) -> str:
        if name == "document":
            return mask_document(compact(value))
        return mask_mobile(compact(value)) if name == "mobile" else super().shown(name, value)


class DepartmentForm(PageForm):
    """调整部门: one of the unit's own open departments, or none."""

    department = Choice(label="调整到部门")

    def __init__(self, *args: Any, departments: Sequence[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.departments = {str(each.pk): each for each in departments}
        choices = [
            ("", "请选择"),
            *((key, each.name) for key, each in self.departments.items()),
            ("none", NO_DEPARTMENT),
        ]
        self.fields["department"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Department | None:
        return self.departments.get(self.cleaned_data["department"])


class ReasonForm(PageForm):
    """启用: why somebody is on the roll again."""

    reason = forms.CharField(label="原因", max_length=200, help_text="本人可以看到")


class DisableForm(ReasonForm):
    """停用: what the person is from now on, and why."""

    status = Choice(label="停用后的状态", choices=tuple(rules.OFF_ROLL.items()))
    field_order = ("status", "reason")
