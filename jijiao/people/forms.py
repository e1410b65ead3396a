"""Forms about people: one person typed by hand with the cleaners of the sheet, the upload, a reveal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jijiao.lib import clock
from jijiao.lib.documents import DOCUMENT_KINDS, RESIDENT_CARD
from jijiao.lib.refusal import Refusal
from jijiao.people import cleaners
from jijiao.people.facts import PersonFacts, contradictions, facts_of
from jijiao.people.revealing import REASONS
from jijiao.people.sheet import PEOPLE
from jijiao.sheets.cells import Cleaner
from jijiao.sheets.forms import WorkbookUpload
from jijiao.standards.codes.people import DEGREES, EDUCATIONS, POSTS, SEXES
from jijiao.standards.codes.titles import series_choices
from jijiao.units.models import Department
from jijiao.web.forms import PageForm
from jijiao.web.widgets import PlainSelect


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
    title_series = Choice(label="职称系列", choices=series_choices, help_text="没有职称的选“未取得职称”")
    title = Answer(
        cleaners.title, label="职称名称", required=False, help_text="须是所选系列中的名称，如“主治医师”；级别由系统判定"
    )
    title_major = Answer(cleaners.major, label="职称专业", required=False)
    title_on = forms.DateField(label="取得时间", required=False)
    post = Choice(label="岗位类别", choices=POSTS, required=False)
    works_since = forms.DateField(label="参加工作时间", required=False)
    note = Answer(cleaners.note, label="备注", required=False)

    def __init__(self, *args: Any, departments: Sequence[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
