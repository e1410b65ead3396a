"""Forms of 新增管理员: the three ways of its first page, the second page, and the person's own answer."""

from typing import Any

from django import forms
from django.contrib.auth.hashers import make_password
from django.db.models import Q

from jijiao.accounts.backend import account_keys
from jijiao.accounts.models import Account, Hat, document_key
from jijiao.accounts.posts import Post
from jijiao.administrators.forms import PostForm, offer
from jijiao.administrators.inviting import Candidate
from jijiao.administrators.models import Invitation
from jijiao.lib.documents import DOCUMENT_KINDS, RESIDENT_CARD, clean_document
from jijiao.lib.names import clean_person_name
from jijiao.lib.passwords import check_password
from jijiao.lib.phones import clean_email, clean_landline, clean_mobile
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import tidy
from jijiao.people.models import Person
from jijiao.people.queries import open_departments
from jijiao.scoping.naming import called
from jijiao.web.fields import RuledField
from jijiao.web.forms import PageForm

FOUND = 20  # people offered by one search
NOT_ON_ROLL = "所选人员不在本单位在册名单中，不能选择；不是本单位人员的，请用“注册成为管理员”或“添加成为管理员”"
KEPT = "已填写过，不修改可留空；更改证件号后须重新填写"
RULES = "8 至 32 位，大写字母、小写字母、数字、符号至少三类"


def secret(label: str, *, new: bool, hint: str = "") -> forms.CharField:
    """A password field that password managers understand."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password" if new else "off"})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget, help_text=hint)


class CandidateForm(PageForm):
    """What the three ways share: 工作部门 out of the unit's own."""

    # the account whose owner typed the password before a step back
    proved: Account | None = None

    department = forms.ChoiceField(label="工作部门", required=False)

    def __init__(self, *args: Any, by: Hat, direct: bool, before: Invitation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.direct, self.before = by, direct, before
        self.open = {str(each.pk): each for each in open_departments(by.unit_id)}
        offer(self, "department", [("", "请选择"), *((key, each.name) for key, each in self.open.items())])

    @property
    def post(self) -> Post:
        return Post(department=self.open.get(self.cleaned_data["department"]))


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One person of the roll."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.department.name if obj.department else '未填部门'}，{obj.masked_document}）"


class ChooseForm(CandidateForm):
    """a) 选择成为管理员: a person of this unit's roll, found by name or number."""

    text = forms.CharField(label="姓名或证件号", max_length=50, required=False)
    person = PersonChoice(
        Person.everywhere.none(), label="选择人员", widget=forms.RadioSelect, empty_label=None, to_field_name="ref"
    )
    field_order = ("text", "person", "department")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.error_messages |= {"invalid_choice": NOT_ON_ROLL, "required": "请选择一名本单位人员"}
        given = self.data if self.is_bound else self.initial
        roll = Person.objects.at_desks(self.by.own_scope()).filter(status=Person.Status.ACTIVE)
        ids = list(roll.filter(self._looked_for(str(given.get("text") or ""))).order_by("pinyin", "pk")[:FOUND])
        chosen = Q(pk__in=[each.pk for each in ids]) | Q(ref=str(given.get("person") or ""))
        field.queryset = roll.filter(chosen).select_related("department", "account").order_by("pinyin", "pk")

    def _looked_for(self, text: str) -> Q:
        return called(tidy(text)) | Q(document_key__in=account_keys(text)) if text else Q()

    def clean(self) -> dict[str, Any]:
        person = self.cleaned_data.get("person")
        if person is not None and person.account is None and self.direct:
            self.add_error("person", f"{person.name}还没有登录账号，请改为发出邀请，由本人设置密码后确认")
        return self.cleaned_data

    def candidate(self) -> Candidate:
        person: Person = self.cleaned_data["person"]
        return Candidate(
            person.document_kind, person.document, person.name, person.mobile, person.email, account=person.account
        )


class DocumentForm(CandidateForm):
    """What b) and c) share: who it is, by the manual's fields."""

    owned = False  # whether the password asked for is the account's own

    document_kind = forms.ChoiceField(label="证件类型", choices=DOCUMENT_KINDS, initial=RESIDENT_CARD)
    document = forms.CharField(label="证件号", max_length=40)
    real_name = RuledField(label="真实姓名", rule=clean_person_name, max_length=50)
    mobile = RuledField(label="手机号", rule=clean_mobile, max_length=20)
    email = RuledField(label="电子邮箱", rule=clean_email, max_length=100)
    landline = RuledField(label="固定电话", rule=clean_landline, max_length=30, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mobile"].widget.attrs["inputmode"] = "tel"
        for name in ("password", "password2"):
            if not self.direct:
                self.fields.pop(name, None)
            elif self.answered and name in self.fields:
                self.fields[name].required = False
                self.fields[name].widget.attrs.pop("aria-required", None)
                self.fields[name].help_text = KEPT

    @property
    def answered(self) -> bool:
        """Whether the password was given before a step back: it may be left out for the same number."""
        draft = self.before
        return draft is not None and draft.direct and bool(draft.account_id if self.owned else draft.password_hash)

    def clean(self) -> dict[str, Any]:
        clean = self.cleaned_data
        kind, number = clean.get("document_kind"), clean.get("document")
        if kind and number:
            self.judge("document", lambda: clean_document(kind, number))
        left_out = "password" in self.fields and not clean.get("password") and "password" not in self.errors
        if left_out and kind and clean.get("document") and not self.is_the_same():
            self.add_error("password", "证件号已更改，请重新填写密码")
        if left_out and self.before is not None and self.owned:
            self.proved = self.before.account
        return clean

    def is_the_same(self) -> bool:
        """Whether the number is the one of before the step back."""
        key = document_key(self.cleaned_data["document_kind"], self.cleaned_data["document"])
        return self.before is not None and self.before.document_key == key

    def judge(self, field: str, rule: Any) -> None:
        """Put what a rule makes of the answers at `field`, or its refusal."""
        try:
            self.cleaned_data[field] = rule() or self.cleaned_data[field]
        except Refusal as refusal:
            self.add_error(field, refusal.message)

    def candidate(self) -> Candidate:
        clean = self.cleaned_data
        return Candidate(
            clean["document_kind"], clean["document"], clean["real_name"], clean["mobile"], clean["email"],
            clean["landline"],
            self._password_hash(),
        )  # fmt: skip

    def _password_hash(self) -> str:
        if "password2" not in self.fields:
            return ""
        typed = self.cleaned_data["password"]
        return make_password(typed) if typed else self.before.password_hash if self.before else ""


class RegisterForm(DocumentForm):
    """b) 注册成为管理员: with 直接办理 a password for the first sign-in only."""

    password = secret("密码", new=True, hint=f"{RULES}；只用于首次登录，本人登录后须修改")
    password2 = secret("确认密码", new=True)
    field_order = (
        "document_kind", "document", "password", "password2", "real_name", "mobile", "email", "landline", "department",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        judge_passwords(self, clean.get("document") or "")
        return clean


class AddForm(DocumentForm):
    """c) 添加成为管理员: with 直接办理 the account's own password, typed by its owner."""

    owned = True
    password = secret(
        "密码", new=False, hint="须与此人登录本系统的密码一致，请由本人在此处输入；输错次数与登录合并计算"
    )
    field_order = (
        "document_kind", "document", "password", "real_name", "mobile", "email", "landline", "department",
    )  # fmt: skip


WAYS: dict[str, type[CandidateForm]] = {"choose": ChooseForm, "register": RegisterForm, "add": AddForm}


class RightsForm(PostForm):
    """第二步: role and range; 工作部门 was asked for on the first page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["department"]


class NewcomerForm(PageForm):
    """The invited person's own answer where there is no account yet: the number once more, and a password."""

    document = forms.CharField(label="证件号", max_length=40, help_text="请输入您本人的证件号，须与邀请一致")
    password = secret("密码", new=True, hint=RULES)
    password2 = secret("确认密码", new=True)

    def clean(self) -> dict[str, Any]:
        judge_passwords(self, self.cleaned_data.get("document") or "")
        return self.cleaned_data


class OwnerForm(PageForm):
    """The same where the number has an account: its password."""

    password = secret("登录密码", new=False, hint="请输入您登录本系统的密码")


def judge_passwords(form: PageForm, document: str) -> None:
    """The rules of a new password, and the same twice; nothing where the form asks for none."""
    if "password2" not in form.fields:
        return
    password, again = form.cleaned_data.get("password"), form.cleaned_data.get("password2")
    if password:
        try:
            check_password(password, document=document)
        except Refusal as refusal:
            form.add_error("password", refusal.message)
    if password and "password2" not in form.errors and password != again:
        form.add_error("password2", "两次填写的密码不一致，请重新填写")
