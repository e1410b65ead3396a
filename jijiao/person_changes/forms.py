"""The forms of 个人信息: a section of the file, an entry of a sub-table, the photo. Numbers are typed anew or stay."""

from collections.abc import Callable
from typing import Any

from django import forms

from jijiao.attachments.fields import AttachmentField
from jijiao.lib import clock
from jijiao.lib.documents import DOCUMENT_KINDS
from jijiao.lib.phones import clean_landline
from jijiao.lib.text import tidy
from jijiao.people import cleaners
from jijiao.people.credentials import Part, SubTable, as_text
from jijiao.people.forms import Answer, Choice
from jijiao.people.models import Credential, Person
from jijiao.person_changes.actions import Wish, problems
from jijiao.person_changes.entries import EntryWish
from jijiao.person_changes.facts import (
    SECTIONS,
    TYPED_ANEW,
    Section,
    entry_values,
    entry_version,
    values_of,
    version_of,
)
from jijiao.sheets.cells import plain_text
from jijiao.standards.codes.people import EMPLOYMENT, LEARNING_SYSTEMS, NATIONS, POLITICAL_STATUSES, POSTS, SEXES
from jijiao.standards.codes.places import NATIVE_PLACES
from jijiao.standards.codes.titles import names_with_series
from jijiao.web.fields import RuledField
from jijiao.web.forms import PageForm, dress

MAX_PROOFS = 5
KEPT = "不修改请留空"
FORMAT = "图片格式 jpg、jpeg、gif、bmp、png，每张不超过 1M"


def _choice(label: str, choices: Any, *, required: bool = False) -> Choice:
    return Choice(label=label, choices=choices, required=required)


def _text(label: str, cleaner: Any, help_text: str = "", *, required: bool = False) -> Answer:
    return Answer(cleaner, label=label, help_text=help_text, required=required)


MADE: dict[str, Callable[[], forms.Field]] = {
    "landline": lambda: RuledField(label="固定电话", rule=clean_landline, required=False),
    "native_place": lambda: _choice("籍贯", NATIVE_PLACES),
    "political": lambda: _choice("政治面貌", POLITICAL_STATUSES),
    "name": lambda: _text("姓名", cleaners.person_name, required=True),
    "document_kind": lambda: _choice("证件类型", DOCUMENT_KINDS, required=True),
    "document": lambda: _text("证件号", cleaners.document, KEPT),
    "nation": lambda: _choice("民族", NATIONS),
    "sex": lambda: _choice("性别", SEXES),
    "born_on": lambda: forms.DateField(label="出生日期", required=False),
    "post": lambda: _choice("岗位类别", POSTS),
    "employment": lambda: _choice("用工性质", EMPLOYMENT),
    "specialty": lambda: _text("现从事专业", plain_text(60)),
    "works_since": lambda: forms.DateField(label="参加工作时间", required=False),
    "first_appointed": lambda: forms.IntegerField(label="首次聘用年度", required=False, min_value=1950),
    "learning_system": lambda: _choice("主要学习系统", LEARNING_SYSTEMS),
}


class AskingForm(PageForm):
    """Why, with which proof, and the version of what was shown."""

    reason = forms.CharField(label="修改原因", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    proofs = AttachmentField(label="证明材料", limit=MAX_PROOFS, required=False, hint=FORMAT)
    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def put(self, name: str, field: forms.Field) -> None:
        """A field more, dressed like those that the class declares."""
        dress(field, self.blank_choice)
        self.fields[name] = field

    @property
    def answers(self) -> list[forms.BoundField]:
        """The fields that are about the file itself, in order."""
        return [self[name] for name in self.fields if name not in ("reason", "proofs", "base", "current")]

    @property
    def references(self) -> tuple[str, ...]:
        return tuple(proof.ref for proof in self.cleaned_data.get("proofs", ()))


class SectionForm(AskingForm):
    """One section of the own file: at once, or reviewed with a reason and proofs."""

    def __init__(self, data: Any = None, *args: Any, person: Person, section: Section, **kwargs: Any) -> None:
        self.person, self.section = person, section
        self.present = values_of(person, section.fields)
        shown = {name: value for name, value in self.present.items() if name not in TYPED_ANEW}
        kwargs["initial"] = shown | {"base": version_of(person, section.fields)} | kwargs.get("initial", {})
        super().__init__(data, *args, **kwargs)
        for name in section.fields:
            self.put(name, MADE[name]())
        if section is SECTIONS["others"]:
            del self.fields["reason"], self.fields["proofs"]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        for name in TYPED_ANEW:
            if name in clean and not clean[name]:
                clean[name] = self.present[name]
        said = {name: clean[name] for name in self.section.fields if name in clean}
        for name, sentence in problems(self.person, said).items():
            if name in self.fields:
                self.add_error(name, sentence)
        return clean

    def wish(self) -> Wish:
        """What was filled in, for the action."""
        clean = self.cleaned_data
        return Wish(
            answers={name: as_text(clean[name]) for name in self.section.fields},
            base=clean["base"],
            reason=tidy(clean.get("reason", "")),
            proofs=self.references,
        )


class EntryForm(AskingForm):
    """One entry of a sub-table: a new one, the current one, or one that stands beside it (`entry`)."""

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        person: Person,
        table: SubTable,
        entry: Credential | None = None,
        new: bool = False,
        **kwargs: Any,
    ) -> None:
        self.person, self.table = person, table
        shown = {} if new else entry_values(table, person, entry)
        kwargs["initial"] = (
            shown | {"base": entry_version(table, person, entry), "current": new} | kwargs.get("initial", {})
        )
        super().__init__(data, *args, **kwargs)
        for part in table.parts:
            self.put(part.name, _of_part(part))
        if table.main and (new or entry is not None):
            label = f"设为{table.current}（原{table.current}保留在档案中）"
            self.put("current", forms.BooleanField(label=label, required=False))

    @property
    def suggestions(self) -> tuple[tuple[str, str], ...]:
        """Names of titles with their series, for the browser to offer while one types."""
        return names_with_series() if self.table.kind == "title" else ()

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        said = {name: clean[name] for name in self.table.names if name in clean}
        for name, sentence in self.table.problems(said, born=self.person.born_on, today=clock.today()).items():
            self.add_error(name, sentence)
        return clean

    def wish(self) -> EntryWish:
        clean = self.cleaned_data
        return EntryWish(
            table=self.table,
            values={name: as_text(clean[name]) for name in self.table.names},
            base=clean["base"],
            current=clean.get("current", False),
            reason=tidy(clean["reason"]),
            proofs=self.references,
        )

    @property
    def is_current(self) -> bool:
        return bool(self.table.main) and "current" not in self.fields


class RemovalForm(AskingForm):
    """Why an entry is to go."""

    def __init__(
        self, data: Any = None, *args: Any, person: Person, table: SubTable, entry: Credential | None, **kwargs: Any
    ) -> None:
        self.table = table
        kwargs["initial"] = {"base": entry_version(table, person, entry)}
        super().__init__(data, *args, **kwargs)
        self.fields["reason"].label = "删除原因"

    def wish(self) -> EntryWish:
        clean = self.cleaned_data
        reason = tidy(clean["reason"])
        return EntryWish(table=self.table, values={}, base=clean["base"], reason=reason, proofs=self.references)


class PhotoForm(PageForm):
    """照片: one picture, or none."""

    photo = AttachmentField(label="照片", limit=1, required=False, hint=f"近期免冠正面照；{FORMAT}")


def _of_part(part: Part) -> forms.Field:
    if part.cleaner is None:
        return forms.DateField(label=part.label, required=part.required, help_text=part.hint)
    if part.choices:
        return Choice(label=part.label, choices=part.choices, required=part.required, help_text=part.hint)
    named = forms.TextInput(attrs={"list": "title-names"}) if part.name == "name" else forms.TextInput()
    return Answer(part.cleaner, label=part.label, required=part.required, help_text=part.hint, widget=named)
