"""Forms of 管理单位管理员: the conditions of the list, a post, handing over, a role, a substitute."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from jijiao.accounts.models import Hat, Role
from jijiao.accounts.permissions import REVIEWS
from jijiao.accounts.posts import Post
from jijiao.accounts.roles import roles_for
from jijiao.administrators.granting import WIDTH, may_give
from jijiao.lib import clock
from jijiao.lib.text import tidy
from jijiao.people.queries import open_departments
from jijiao.reviews.kinds import KINDS
from jijiao.web.fields import RuledField
from jijiao.web.forms import Card, FilterForm, PageForm

# the page begins with who is in office, so "all" is a choice of its own
STATES = (("", "在任"), ("past", "已删除"), ("all", "全部"))
CHIEF = "chief"


class AdministratorFilter(FilterForm):
    """Conditions of the list; without 状态 it shows who is in office."""

    name = forms.CharField(label="姓名", max_length=50)
    role = forms.ChoiceField(label="角色")
    state = forms.ChoiceField(label="状态", choices=STATES)

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [("", "全部"), (CHIEF, "超级管理员"), *((str(role.pk), role.name) for role in roles)]
        offer(self, "role", options)

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        if chosen["state"] != "all":
            rows = rows.filter(ended_at__isnull=chosen["state"] != "past")
        if chosen["name"]:
            rows = rows.filter(account__name__contains=tidy(chosen["name"]))
        if chosen["role"]:
            rows = rows.filter(chief=True) if chosen["role"] == CHIEF else rows.filter(chief=False, role=chosen["role"])
        return rows


class PostForm(PageForm):
    """角色, 工作部门 and 数据范围 of an administrator; only what the actor may give is offered."""

    role = forms.ChoiceField(label="角色", widget=forms.RadioSelect)
    department = forms.ChoiceField(label="工作部门", required=False)
    range = forms.ChoiceField(label="数据范围", widget=forms.RadioSelect, initial=Hat.Range.SUBTREE)
    departments = forms.MultipleChoiceField(
        label="可以查看的内设部门",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="数据范围选“指定内设部门”时勾选；包括其下级部门。这样的管理员可以查询和申报，不能办理审核",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Hat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = {str(role.pk): role for role in roles_for(by.unit) if may_give(by, role)} if by.unit else {}
        self.open = {str(each.pk): each for each in open_departments(by.unit_id)}
        names = [(key, each.name) for key, each in self.open.items()]
        offer(self, "role", [(key, Card(role.name, role.note)) for key, role in self.roles.items()])
        offer(self, "department", [("", "请选择"), *names])
        offer(self, "departments", names)
        widths = [kind for kind in Hat.Range if WIDTH[kind] <= WIDTH[Hat.Range(by.range)]]
        offer(self, "range", [(kind.value, kind.label) for kind in widths])

    def clean(self) -> dict[str, Any]:
        # departments ticked before another range was chosen are no answer
        if self.cleaned_data.get("range") != Hat.Range.DEPARTMENTS:
            self.cleaned_data["departments"] = []
        elif not self.cleaned_data.get("departments"):
            self.add_error("departments", "请至少勾选一个内设部门")
        return self.cleaned_data

    @property
    def post(self) -> Post:
        clean = self.cleaned_data
        chosen = tuple(self.open[key] for key in clean["departments"])
        return Post(self.roles[clean["role"]], self.open.get(clean.get("department", "")), clean["range"], chosen)


class HandOverForm(PageForm):
    """设为超级管理员: what the former one keeps, and the own password."""

    former_role = forms.ChoiceField(
        label="移交后您的角色", help_text="移交后您不再是超级管理员，只保留这里选择的角色", choices=()
    )
    password = forms.CharField(
        label="您的登录密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, by: Hat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = {str(role.pk): role for role in roles_for(by.unit)} if by.unit else {}
        offer(self, "former_role", [("", "请选择"), *((key, role.name) for key, role in self.roles.items())])

    @property
    def role(self) -> Role:
        return self.roles[self.cleaned_data["former_role"]]


class RoleForm(PageForm):
    """A role: its name and the ticks of the matrix."""

    name = RuledField(label="角色名称", rule=tidy, max_length=30)
    note = RuledField(label="说明", rule=tidy, max_length=100, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def ticked(self) -> list[str]:
        """Permissions as posted; whether they exist and may be granted is judged by the action."""
        if isinstance(self.data, QueryDict) and self.is_bound:
            return self.data.getlist("permissions")
        return list(self.initial.get("permissions", []))

    def add_error(self, field: str | None, error: Any) -> None:
        # the matrix is no field of the form; its errors stand over the whole
        super().add_error(field if field in self.fields else None, error)


class RoleEndForm(PageForm):
    """删除角色: what the holders get instead; asked for only when there are any."""

    instead = forms.ChoiceField(label="改为", choices=())

    def __init__(self, *args: Any, by: Hat, role: Role, held: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = roles_for(by.unit).exclude(pk=role.pk) if by.unit else []
        self.roles = {str(each.pk): each for each in known if may_give(by, each)}
        offer(self, "instead", [("", "请选择"), *((key, each.name) for key, each in self.roles.items())])
        self.fields["instead"].required = held

    @property
    def role(self) -> Role | None:
        return self.roles.get(self.cleaned_data["instead"])


class SubstituteForm(PageForm):
    """审核代理: for whom, by whom, which kinds, which days (both included)."""

    absent = forms.ChoiceField(label="被代理人")
    deputy = forms.ChoiceField(label="代理人")
    permissions = forms.MultipleChoiceField(label="代理的审核", widget=forms.CheckboxSelectMultiple)
    since = forms.DateField(label="开始日期")
    until = forms.DateField(label="结束日期", help_text="到这一天结束时自动失效，也可以随时提前结束")

    def __init__(self, *args: Any, absent: Iterable[Hat], deputies: Iterable[Hat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.absentees = {str(hat.pk): hat for hat in absent}
        self.deputies = {str(hat.pk): hat for hat in deputies}
        self.people("absent", self.absentees)
        self.people("deputy", self.deputies)
        held = frozenset().union(*(hat.standing for hat in self.absentees.values())) & REVIEWS
        offer(self, "permissions", [(key, name) for key, name in review_names().items() if key in held])

    def people(self, field: str, hats: Mapping[str, Hat]) -> None:
        blank = [("", "请选择")] if len(hats) != 1 else []
        offer(self, field, [*blank, *((key, f"{hat.account.name}（{hat.role_name}）") for key, hat in hats.items())])

    @property
    def times(self) -> tuple[datetime, datetime]:
        """From the start of the first day (now, when that is today) to the end of the last, in Asia/Shanghai."""
        zone = clock.SHANGHAI
        begin = datetime.combine(self.cleaned_data["since"], time.min, zone)
        end = datetime.combine(self.cleaned_data["until"], time.min, zone) + timedelta(days=1)
        return begin, end


def review_names() -> dict[str, str]:
    """Each permission to review, named by the kinds of request it opens."""
    names: dict[str, list[str]] = {}
    for kind in KINDS.values():
        names.setdefault(kind.needs, []).append(kind.label)
    return {needs: "、".join(dict.fromkeys(labels)) for needs, labels in names.items()}


def offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    """The choices of one field of this form alone."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - says it to the type checker
    field.choices = choices
