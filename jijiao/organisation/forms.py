"""Forms of 管理内设部门: add and rename one, move it, merge it."""

from typing import Any

from django import forms

from jijiao.lib.text import tidy
from jijiao.organisation.queries import others, outline_of
from jijiao.units.models import Department, Unit
from jijiao.web.fields import RuledField
from jijiao.web.forms import PageForm

TOP = "（最上一级）"


class DepartmentForm(PageForm):
    """What a department says of itself."""

    name = RuledField(label="部门名称", rule=tidy, max_length=50)
    leader = RuledField(label="负责人", rule=tidy, max_length=50, required=False)
    phone = RuledField(label="电话", rule=tidy, max_length=20, required=False)


class NewDepartmentForm(DepartmentForm):
    """添加部门, at the top or under another."""

    parent = forms.ChoiceField(label="上级部门", required=False)
    field_order = ("name", "parent", "leader", "phone")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "parent", [("", TOP), *outline_of(unit)])


class MoveForm(PageForm):
    """移动 under another department or to the top; what is below it goes with it."""

    parent = forms.ChoiceField(label="移到", required=False)

    def __init__(self, *args: Any, department: Department, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "parent", [("", TOP), *others(department)])


class MergeForm(PageForm):
    """合并 into another department of the unit."""

    target = forms.ChoiceField(label="合并到", error_messages={"required": "请选择合并到哪个部门"})

    def __init__(self, *args: Any, department: Department, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "target", [("", "请选择"), *others(department)])


def _offer(form: PageForm, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - the class says so
    field.choices = choices
