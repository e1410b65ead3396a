"""专业技术人员注册: unit and department, education, and a title whose level and name depend on the series."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from jijiao.accounts.models import Account
from jijiao.attachments.fields import AttachmentField
from jijiao.lib import clock
from jijiao.lib.documents import stated
from jijiao.lib.text import tidy
from jijiao.people.facts import contradictions
from jijiao.registration import choices
from jijiao.registration.applications import PERSON_FACTS, PersonApplication
from jijiao.registration.checks import EMPLOYING
from jijiao.registration.forms import ApplicantForm
from jijiao.standards.codes import titles
from jijiao.standards.codes.people import EDUCATIONS, SEXES
from jijiao.units.choosing import UnitChoice, regions
from jijiao.units.models import Region
from jijiao.web.fields import RuledField

MAX_PROOFS = 5
FROM_NUMBER = "居民身份证不用填，由证件号得出；其他证件必填"
TITLE_PARTS = ("title_series", "title_level", "title", "title_major", "title_on")


class PersonForm(ApplicantForm):
    """The application of one technician (domain 3.3.1)."""

    region = forms.ChoiceField(label="用人单位所属区域", required=False)
    unit_text = forms.CharField(label="单位名称或信用代码", required=False, max_length=100)
    unit = UnitChoice(label="所在单位", error_messages={"required": "请查找并选择所在单位"})
    department = forms.ChoiceField(label="工作部门", required=False)
    temporary = forms.BooleanField(label="没有单位，或单位还没有注册：登记到所选区域的临时单位", required=False)
    sex = forms.ChoiceField(label="性别", choices=SEXES, required=False, help_text=FROM_NUMBER)
    born_on = forms.DateField(label="出生日期", required=False, help_text=FROM_NUMBER)
    education = forms.ChoiceField(label="学历", choices=EDUCATIONS)
    school = RuledField(label="毕业院校", rule=tidy, max_length=100, required=False)
    major = RuledField(label="所学专业", rule=tidy, max_length=60, required=False)
    title_series = forms.ChoiceField(label="职称系列", choices=titles.series_choices())
    title_level = forms.ChoiceField(label="职称级别", choices=titles.TITLE_LEVELS, required=False)
    title = forms.ChoiceField(label="职称名称", required=False)
    title_major = RuledField(label="职称专业", rule=tidy, max_length=60, required=False)
    title_on = forms.DateField(label="取得时间", required=False)
    proofs = AttachmentField(label="证明材料", limit=MAX_PROOFS, required=False, hint="")

    field_order = (
        "region", "unit_text", "unit", "department", "temporary", "existing", "document_kind", "document", "password",
        "password2", "real_name", "mobile", "email", *PERSON_FACTS, "proofs", "commitment",
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        answers = self.initial if data is None else data
        self.fields["real_name"].label = "姓名"
        self.offer("region", regions(), "全部区域")
        self.offer_units("unit", EMPLOYING, answers, str(answers.get("region") or ""))
        self.departments = choices.departments_of(str(answers.get("unit") or ""))
        self.offer("department", self.departments)
        self.fields["department"].required = bool(self.departments)
        if answers.get("temporary"):
            self.fields["unit"].required = self.fields["department"].required = False
            self.fields["region"].required = True
            self.fields["region"].error_messages["required"] = "请选择区域：临时单位按区域设立"
        self.series = str(answers.get("title_series") or "")
        self._offer_titles(answers)
        for name in TITLE_PARTS[1:]:
            field = self.fields[name]
            field.required = self.has_title
            field.error_messages["required"] = f"有职称的请填写{field.label}"

    def _offer_titles(self, answers: Mapping[str, Any]) -> None:
        """Levels and names of the chosen series; two series name theirs freely."""
        if titles.names_freely(self.series):
            self.fields["title"] = RuledField(label="职称名称", rule=tidy, max_length=40)
            self.fields["title"].widget.attrs["class"] = "inp"
            return
        level = str(answers.get("title_level") or "")
        self.offer("title_level", choices.levels_of(self.series))
        self.offer("title", choices.names_of(self.series, level))
        self.fields["title"].error_messages["invalid_choice"] = "请重新选择职称名称：它不属于所选的职称系列和职称级别"

    @property
    def has_title(self) -> bool:
        return self.series not in ("", titles.NO_TITLE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("title_series") == titles.NO_TITLE:
            cleaned |= {"title_level": "", "title": "", "title_major": "", "title_on": None}
            for name in TITLE_PARTS[1:]:
                self.errors.pop(name, None)
        elif cleaned.get("title_series"):
            self._judge_title()
        self._ask_what_the_number_does_not_say()
        known = {name: value for name, value in cleaned.items() if name not in self.errors}
        for name, sentence in contradictions(known, today=clock.today()).items():
            if name in self.fields:
                self.add_error(name, sentence)
        return cleaned

    def _ask_what_the_number_does_not_say(self) -> None:
        """Sex and birth date stand in a resident's number; of any other document they are asked for (domain 3.3.1)."""
        kind, number = self.cleaned_data.get("document_kind"), self.cleaned_data.get("document")
        if not kind or not number:
            return
        born, sex = stated(kind, number)
        for name, found in (("sex", sex), ("born_on", born)):
            if not found and not self.cleaned_data.get(name) and name not in self.errors:
                label = self.fields[name].label
                self.add_error(name, f"该证件号不含{label}，请{'选择' if name == 'sex' else '填写'}{label}")

    def _judge_title(self) -> None:
        level, title = self.cleaned_data.get("title_level"), self.cleaned_data.get("title")
        of_title = titles.level_of(self.series, title) if title else None
        if level and of_title and of_title != level:
            self.add_error("title", f"“{title}”不是所选的职称级别，请重新选择职称级别或职称名称")

    def application(self, account: Account | None) -> PersonApplication:
        clean = self.cleaned_data
        names = (
            "sex",
            "born_on",
            "education",
            "school",
            "major",
            "title_series",
            "title_level",
            "title",
            "title_major",
            "title_on",
        )
        return PersonApplication(
            **{name: clean[name] for name in names},
            unit=None if clean["temporary"] else clean["unit"],
            region=Region.objects.get(pk=clean["region"]) if clean["temporary"] else None,
            department=choices.department(clean["department"]),
            proofs=tuple(proof.ref for proof in clean["proofs"]),
            applicant=self.applicant(account),
        )
