"""Forms of 管理内设部门: add and rename one, move it, merge it."""

import json
from typing import Any

from django import forms
from django.http import QueryDict

from jijiao.lib.refusal import Refusal
from jijiao.lib.text import tidy
from jijiao.organisation.queries import others, outline_of
from jijiao.units.departments import FACTS, ChangedMeanwhile, facts_of
from jijiao.units.models import Department, Unit
from jijiao.web.fields import RuledField
from jijiao.web.forms import PageForm

TOP = "（最上一级）"


class FactsForm(PageForm):
    """What a department says of itself."""

    name = RuledField(label="部门名称", rule=tidy, max_length=50)
    code = RuledField(label="部门编码", rule=tidy, max_length=30, required=False, help_text="本单位自编，可不填")
    leader = RuledField(label="负责人", rule=tidy, max_length=50, required=False)
    phone = RuledField(label="电话", rule=tidy, max_length=20, required=False)
    note = RuledField(label="备注", rule=tidy, max_length=200, required=False)

    @property
    def facts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in FACTS}


class DepartmentForm(FactsForm):
    """修改; `base` is what the page showed when it was opened."""

    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, department: Department) -> None:
        self.present = facts_of(department)
        self.drift: list[tuple[str, str, str, str]] = []
        super().__init__(data, initial=self.present | {"base": json.dumps(self.present)})

    @property
    def seen(self) -> dict[str, str]:
        """What was shown. Raises Refusal when it cannot be read."""
        try:
            base = json.loads(self.cleaned_data["base"])
            return {name: str(base[name]) for name in FACTS}
        except (ValueError, KeyError, TypeError) as error:
            raise Refusal("页面已过期，请核对后重新保存") from error

    def refuse(self, refusal: Refusal) -> None:
        """A conflict shows what differs; what is saved next is judged by what the department is now."""
        super().refuse(refusal)
        now = self.present
        if isinstance(refusal, ChangedMeanwhile):
            now = self.present | {name: new for name, (_, new) in refusal.drift.items()}
            self.drift = [
                (FACTS[name], old or "空", new or "空", self.cleaned_data[name] or "空")
                for name, (old, new) in refusal.drift.items()
            ]
        self.data = {**dict(self.data.items()), "base": json.dumps(now)}


class NewDepartmentForm(FactsForm):
    """添加部门, at the top or under another."""

    parent = forms.ChoiceField(label="上级部门", required=False)
    field_order = ("name", "parent", "code", "leader", "phone", "note")

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
