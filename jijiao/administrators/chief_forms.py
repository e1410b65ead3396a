"""The form of 指定超级管理员 and 更换超级管理员: who, and when somebody is replaced, why."""

from typing import Any

from django import forms

from jijiao.accounts.chiefs import Chief
from jijiao.accounts.models import Hat
from jijiao.administrators.chief_seen import check_seen, print_of
from jijiao.lib.documents import DOCUMENT_KINDS, RESIDENT_CARD, clean_document
from jijiao.lib.names import clean_person_name
from jijiao.lib.phones import clean_email, clean_mobile
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import tidy
from jijiao.web.fields import RuledField
from jijiao.web.forms import PageForm


class ChiefForm(PageForm):
    """By number and name; contacts are asked for because the account may be new."""

    document_kind = forms.ChoiceField(label="证件类型", choices=DOCUMENT_KINDS, initial=RESIDENT_CARD)
    document = forms.CharField(label="证件号", max_length=40, help_text="证件号就是登录账号")
    chief_name = RuledField(label="真实姓名", rule=clean_person_name, max_length=50)
    mobile = RuledField(label="手机号", rule=clean_mobile, max_length=20)
    email = RuledField(label="电子邮箱", rule=clean_email, max_length=100, required=False)
    reason = RuledField(
        label="更换原因", rule=tidy, max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请填写更换原因，现任和新任超级管理员都会看到"},
    )  # fmt: skip

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, present: Hat | None) -> None:
        super().__init__(data, initial={"seen": print_of(present)})
        self.present = present
        if present is None:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        clean = self.cleaned_data
        with self.catching():
            check_seen(self.present, clean.get("seen", ""))
        if clean.get("document_kind") and clean.get("document"):
            try:
                clean["document"] = clean_document(clean["document_kind"], clean["document"])
            except Refusal as refusal:
                self.add_error("document", refusal.message)
        return clean

    @property
    def chief(self) -> Chief:
        names = ("document_kind", "document", "mobile", "email")
        return Chief(name=self.cleaned_data["chief_name"], **{name: self.cleaned_data[name] for name in names})

    def show_present(self) -> None:
        """What is sent next was seen beside the present one."""
        self.data = {**self.data.dict(), "seen": print_of(self.present)}  # type: ignore[attr-defined]

    @property
    def why(self) -> str:
        return str(self.cleaned_data.get("reason", ""))
