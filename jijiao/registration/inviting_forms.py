"""The form of 邀请单位注册."""

from typing import Any

from django import forms

from jijiao.lib.names import clean_person_name, clean_unit_name
from jijiao.lib.phones import clean_email, clean_mobile
from jijiao.registration.inviting import Asking
from jijiao.units.choosing import regions
from jijiao.units.models import Region
from jijiao.web.fields import RuledField
from jijiao.web.forms import PageForm


def clean_address(text: str) -> str:
    """A mobile number or an e-mail address."""
    return clean_email(text) if "@" in text else clean_mobile(text)


class InvitationForm(PageForm):
    """Who is invited, and by whom."""

    unit_name = RuledField(label="单位名称", rule=clean_unit_name, max_length=100)
    region = forms.ChoiceField(label="单位所属区域")
    address = RuledField(
        label="单位联系人的手机号或电子邮箱",
        rule=clean_address,
        max_length=100,
        required=False,
        help_text="如人事科的联系方式，系统把注册链接发过去；不知道的可以不填，自己把链接转给单位",
    )
    inviter = RuledField(label="您的姓名", rule=clean_person_name, max_length=50, help_text="单位会看到是谁邀请的")
    contact = RuledField(
        label="您的手机号或电子邮箱",
        rule=clean_address,
        max_length=100,
        required=False,
        help_text="单位注册完成时通知您",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - the class says so
        field.choices = [("", "请选择"), *regions()]

    def asking(self) -> Asking:
        clean = self.cleaned_data
        texts = {name: clean[name] for name in ("unit_name", "address", "inviter", "contact")}
        return Asking(region=Region.objects.get(pk=clean["region"]), **texts)
