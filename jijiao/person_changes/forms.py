"""The form of 修改个人信息: every field by the rules of the roll; numbers are typed anew or left as they are."""

from typing import Any

from django import forms

from jijiao.attachments.fields import AttachmentField
from jijiao.lib.documents import DOCUMENT_KINDS
from jijiao.lib.text import tidy
from jijiao.people import cleaners
from jijiao.people.forms import Answer, Choice
from jijiao.people.models import Person
from jijiao.person_changes.actions import Wish, problems
from jijiao.person_changes.facts import FIELDS, as_text, values_of, version_of
from jijiao.standards.codes.people import DEGREES, EDUCATIONS, POLITICAL_STATUSES
from jijiao.standards.codes.titles import series_choices
from jijiao.web.forms import PageForm

MAX_PROOFS = 5
TYPED_ANEW = ("document", "mobile", "email")
KEPT = "不修改请留空"


class FileForm(PageForm):
    """What takes effect at once first, then the groups that are reviewed."""

    mobile = Answer(cleaners.mobile, label="手机号", required=False, help_text=KEPT)
    email = Answer(cleaners.email, label="邮箱", required=False, help_text=KEPT)
    political = Choice(label="政治面貌", choices=POLITICAL_STATUSES, required=False)
    name = Answer(cleaners.person_name, label="姓名")
    document_kind = Choice(label="证件类型", choices=DOCUMENT_KINDS)
    document = Answer(cleaners.document, label="证件号", required=False, help_text=KEPT)
    title_series = Choice(label="职称系列", choices=series_choices)
    title = Answer(cleaners.title, label="职称名称", required=False, help_text="须是所选系列中的名称")
    title_major = Answer(cleaners.major, label="职称专业", required=False)
    title_on = forms.DateField(label="取得时间", required=False)
    education = Choice(label="学历", choices=EDUCATIONS, required=False)
    degree = Choice(label="学位", choices=DEGREES, required=False)
    school = Answer(cleaners.school, label="毕业院校", required=False)
    major = Answer(cleaners.major, label="所学专业", required=False)
    reason = forms.CharField(
        label="修改原因", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="只修改手机号、邮箱、政治面貌时不用填写",
    )  # fmt: skip
    proofs = AttachmentField(
        label="证明材料", limit=MAX_PROOFS, required=False,
        hint="修改姓名、证件号、职称、学历学位须上传；图片格式 jpg、jpeg、gif、bmp、png，每张不超过 1M",
    )  # fmt: skip
    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, person: Person, **kwargs: Any) -> None:
        self.present = values_of(person)
        self.version = version_of(person)
        first = {name: value for name, value in self.present.items() if name not in TYPED_ANEW}
        kwargs["initial"] = first | {"base": self.version} | kwargs.get("initial", {})
        super().__init__(data, *args, **kwargs)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        for name in TYPED_ANEW:
            if name in clean and not clean[name]:
                clean[name] = self.present[name]
        said = {name: clean[name] for name in FIELDS if name in clean}
        for name, sentence in problems(said).items():
            self.add_error(name if name in self.fields else None, sentence)
        return clean

    def wish(self) -> Wish:
        """What was filled in, for the action."""
        clean = self.cleaned_data
        return Wish(
            answers={name: as_text(clean[name]) for name in FIELDS},
            base=clean["base"],
            reason=tidy(clean["reason"]),
            proofs=tuple(proof.ref for proof in clean["proofs"]),
        )
