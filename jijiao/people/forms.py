"""Forms about people: one person typed by hand with the cleaners of the sheet, the upload, a reveal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jijiao.lib import clock
from jijiao.lib.documents import DOCUMENT_KINDS, RESIDENT_CARD
from jijiao.lib.phones import clean_landline
from jijiao.lib.refusal import Refusal
from jijiao.people import cleaners
from jijiao.people.credentials import as_text
from jijiao.people.facts import PersonFacts, contradictions, facts_of
from jijiao.people.revealing import REASONS
from jijiao.people.sheet import PEOPLE
from jijiao.sheets.cells import Cleaner, plain_text
from jijiao.sheets.forms import WorkbookUpload
from jijiao.standards.codes.people import (
    DEGREES,
    EDUCATIONS,
    EMPLOYMENT,
    LEARNING_SYSTEMS,
    NATIONS,
    POLITICAL_STATUSES,
    POSTS,
    SEXES,
)
from jijiao.standards.codes.places import NATIVE_PLACES
from jijiao.standards.codes.titles import names_with_series, series_choices
from jijiao.units.models import Department
from jijiao.web.fields import RuledField
from jijiao.web.forms import PageForm
from jijiao.web.widgets import PlainSelect

# of the file, but no columns of the sheet
BESIDES = (
    *("landline", "native_place", "graduated_on", "title_appointed_on", "title_number"),
    *("employment", "specialty", "first_appointed", "learning_system"),
)


class Choice(forms.ChoiceField):
    """One of a code list."""

    widget = PlainSelect


class PeopleUpload(WorkbookUpload):
    """A workbook of people, and whether those on the roll already are brought up to date from it."""

    renew = forms.BooleanField(
        label="更新已在本单位的人员",
        required=False,
        help_text="更新手机号、邮箱、部门、岗位类别、参加工作时间和备注；姓名、证件号、学历、职称须办理信息修改",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, max_bytes=PEOPLE.max_bytes, **kwargs)


class Answer(forms.CharField):
    """A text field that is cleaned by one of the cleaners of the sheet."""

    def __init__(self, cleaner: Cleaner, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.cleaner = cleaner

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return self.cleaner(typed)
        except Refusal as refusal:
            raise ValidationError(refusal.message) from refusal


class PersonForm(PageForm):
    """新增人员: what the sheet asks for, judged by the same rules."""

    name = Answer(cleaners.person_name, label="姓名")
    document_kind = Choice(label="证件类型", choices=DOCUMENT_KINDS, initial=RESIDENT_CARD)
    document = Answer(cleaners.document, label="证件号", help_text="居民身份证填 18 位号码，末位 X 大小写均可")
    mobile = Answer(cleaners.mobile, label="手机号", widget=forms.TextInput(attrs={"inputmode": "tel"}))
    email = Answer(cleaners.email, label="邮箱", required=False, widget=forms.TextInput(attrs={"inputmode": "email"}))
    sex = Choice(label="性别", choices=SEXES, required=False, help_text="居民身份证可不填，由系统按证件号填写")
    born_on = forms.DateField(label="出生日期", required=False, help_text="居民身份证可不填，由系统按证件号填写")
    department = Choice(label="工作部门", required=False)
    education = Choice(label="学历", choices=EDUCATIONS, required=False)
    degree = Choice(label="学位", choices=DEGREES, required=False)
    school = Answer(cleaners.school, label="毕业院校", required=False)
    major = Answer(cleaners.major, label="所学专业", required=False)
    title_series = Choice(
        label="职称系列",
        choices=series_choices,
        help_text="没有职称的选“未取得职称”",
        # the names to choose from become those of the series; without script they are all there, each with its series
        widget=PlainSelect(
            attrs={"hx-get": "", "hx-target": "#title-names", "hx-select": "#title-names", "hx-swap": "outerHTML"}
        ),
    )
    title = Answer(
        cleaners.title,
        label="职称名称",
        required=False,
        help_text="须是所选系列中的名称，如“主治医师”；级别由系统判定",
        widget=forms.TextInput(attrs={"list": "title-names", "autocomplete": "off"}),
    )
    title_major = Answer(cleaners.major, label="职称专业", required=False)
    title_on = forms.DateField(label="取得时间", required=False)
    title_appointed_on = forms.DateField(label="聘任时间", required=False)
    title_number = Answer(plain_text(60), label="职称证书编号", required=False)
    nation = Choice(label="民族", choices=NATIONS, required=False)
    political = Choice(label="政治面貌", choices=POLITICAL_STATUSES, required=False)
    native_place = Choice(label="籍贯", choices=NATIVE_PLACES, required=False)
    landline = RuledField(label="固定电话", rule=clean_landline, required=False)
    graduated_on = forms.DateField(label="毕业时间", required=False)
    post = Choice(label="岗位类别", choices=POSTS, required=False)
    employment = Choice(label="用工性质", choices=EMPLOYMENT, required=False)
    specialty = Answer(plain_text(60), label="现从事专业", required=False)
    first_appointed = forms.IntegerField(label="首次聘用年度", required=False, min_value=1950)
    learning_system = Choice(label="主要学习系统", choices=LEARNING_SYSTEMS, required=False)
    works_since = forms.DateField(label="参加工作时间", required=False)
    note = Answer(cleaners.note, label="备注", required=False)

    def __init__(self, *args: Any, departments: Sequence[Department], series: str = "", **kwargs: Any) -> None:
        """`series` is the one whose names are offered while one types; all of them if it is none."""
        super().__init__(*args, **kwargs)
        known = series if series in dict(series_choices()) else ""
        self.suggestions = names_with_series(known)
        self.departments = {str(each.pk): each for each in departments}
        offer(self.fields["department"], departments, "请选择")

    def clean(self) -> dict[str, Any]:
        for name, sentence in contradictions(self.cleaned_data, today=clock.today()).items():
            self.add_error(name, sentence)
        return self.cleaned_data

    @property
    def facts(self) -> PersonFacts:
        return facts_of(self.cleaned_data, today=clock.today())

    @property
    def besides(self) -> dict[str, str]:
        """What was said beyond the columns of the sheet, as text."""
        return {name: as_text(self.cleaned_data[name]) for name in BESIDES if self.cleaned_data[name]}

    @property
    def department_chosen(self) -> Department | None:
        return self.departments.get(self.cleaned_data["department"])


def offer(field: forms.Field, departments: Sequence[Department], blank: str, *last: tuple[str, str]) -> None:
    """The departments as the choices of a field of this form alone."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - says it to the type checker
    field.choices = [("", blank), *((str(each.pk), each.name) for each in departments), *last]


class RevealForm(PageForm):
    """Why somebody wants to see a whole number."""

    reason = forms.ChoiceField(label="查看原因", choices=REASONS)
    note = Answer(cleaners.note, label="说明", required=False, help_text="会记入审计记录，本人可以看到")
