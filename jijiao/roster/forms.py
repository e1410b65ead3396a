"""Forms of the roster: what the bulk acts and the exports ask for."""

from collections.abc import Sequence
from typing import Any

from django import forms

from jijiao.administrators.candidate_forms import OwnerForm
from jijiao.people import rules
from jijiao.people.forms import Choice, offer
from jijiao.roster.changing import NO_DEPARTMENT
from jijiao.roster.inviting import WAYS
from jijiao.roster.sheet import COLUMNS, USUAL
from jijiao.units.models import Department
from jijiao.web.forms import PageForm


class DepartmentForm(PageForm):
    """调整部门: one of the unit's own open departments, or none."""

    department = Choice(label="调整到部门")

    def __init__(self, *args: Any, departments: Sequence[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.departments = {str(each.pk): each for each in departments}
        offer(self.fields["department"], departments, "请选择", ("none", NO_DEPARTMENT))

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


class ExportForm(PageForm):
    """导出: which columns in which file, and whether the numbers stand in it whole."""

    conditions = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    file_format = forms.ChoiceField(
        label="格式", choices=(("xlsx", "Excel（xlsx）"), ("csv", "CSV")), widget=forms.RadioSelect, initial="xlsx"
    )
    numbers = forms.ChoiceField(
        label="证件号、手机号、邮箱和出生日期",
        choices=(("masked", "遮盖，号码只显示前 3 位和后 4 位"), ("full", "完整，须经本单位另一名管理员同意")),
        widget=forms.RadioSelect,
        initial="masked",
    )
    reason = forms.CharField(
        label="用途", max_length=200, required=False, help_text="导出完整号码时必填，审批人和名单上的本人可以看到"
    )
    columns = forms.MultipleChoiceField(
        label="列", choices=COLUMNS, widget=forms.CheckboxSelectMultiple, initial=list(USUAL)
    )

    def __init__(self, *args: Any, may_full: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_full:
            del self.fields["numbers"], self.fields["reason"]


class ColumnsForm(PageForm):
    """选择列: what the list shows beside the name."""

    columns = forms.MultipleChoiceField(
        label="列", choices=[each for each in COLUMNS if each[0] != "name"], widget=forms.CheckboxSelectMultiple
    )


class DecisionForm(PageForm):
    """审批 of an export."""

    note = forms.CharField(label="审批意见", max_length=200, required=False, help_text="不同意时必填")


class SaveForm(PageForm):
    """保存查询: a name for the conditions that the list has."""

    conditions = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    name = forms.CharField(label="名称", max_length=30, help_text="名称已有的，更新为现在的条件")


class LinksForm(PageForm):
    """发放激活链接: how the links come to the people."""

    way = forms.ChoiceField(label="发放方式", choices=WAYS, widget=forms.RadioSelect, initial="print")


class ClaimForm(OwnerForm):
    """激活 where the number has an account already: the number once more, and the password of that account."""

    document = forms.CharField(label="证件号", max_length=40)
    field_order = ("document", "password")
