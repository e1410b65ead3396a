"""Conditions of 继教完成情况查询."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from jijiao.accounts.backend import account_keys
from jijiao.lib.text import tidy
from jijiao.scoping.naming import called
from jijiao.scoping.scope import Scope
from jijiao.standards.rules import Requirement
from jijiao.statistics.queries import has_below, lacking
from jijiao.units.models import Department
from jijiao.units.queries import known_as
from jijiao.web.forms import FilterForm

RESULTS = (("yes", "通过"), ("no", "不通过"))
GAPS = (("public", "只差公需课"), ("professional", "只差必需课"), ("both", "两项都差"))
LONGEST_NAME = 12


class CompletionFilter(FilterForm):
    """The year is chosen on top of the page and goes along hidden; the rows are already those of the year."""

    year = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label="姓名或身份证", max_length=40)
    result = forms.ChoiceField(label="认定结果", choices=RESULTS)
    department: "forms.ModelChoiceField[Department]" = forms.ModelChoiceField(label="部门", queryset=None)
    gap = forms.ChoiceField(label="差额类型", choices=GAPS)
    unit = forms.CharField(label="下属单位", max_length=100)

    def __init__(self, *args: Any, scope: Scope, requirement: Requirement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.requirement = requirement
        departments = Department.objects.at_desks(scope).filter(closed_at__isnull=True)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        if not has_below(scope):
            del self.fields["unit"]

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        if text := tidy(chosen["text"] or ""):
            number = text.isascii() and len(text) >= LONGEST_NAME
            found = Q(person__document_key__in=account_keys(text)) if number else called(text, "person__")
            rows = rows.filter(found)
        if chosen["result"]:
            rows = rows.filter(passed=chosen["result"] == "yes")
        if unit := tidy(chosen.get("unit") or ""):
            rows = rows.filter(unit__pk__found=known_as(unit))
        if chosen["department"]:
            rows = rows.filter(person__department=chosen["department"])
        return rows.filter(lacking(chosen["gap"], self.requirement)) if chosen["gap"] else rows
