"""The form of 学时（分）申报: common fields and those of the chosen learning form, all cleaned by `standards`."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from jijiao.attachments import uploads
from jijiao.attachments.fields import AttachmentField
from jijiao.declarations.actions import Learning
from jijiao.declarations.models import Declaration
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.lib.years import credit_year
from jijiao.reviews.flow import NAMES
from jijiao.sheets.forms import WorkbookUpload
from jijiao.standards.codes.learning import SUBJECTS
from jijiao.standards.learning_forms import Declarer, LearningForm, Subject, claimable, clean_details, fields, forms_for
from jijiao.standards.queries import YearRules, rules_for
from jijiao.web.forms import Card, DayInput, FilterForm, PageForm, dress

MOST_IMAGES = 10
NOTES = {"LF01": "按课时或天数计", "LF09": "按级别和方式计", "LF12": "按期刊和署名计"}
CLAIM_HINT = "留空则按规则计算；可以少报，不能多报"


class DeclarationForm(PageForm):
    """What is learned. `typed` chooses the learning form; with `bound` it is checked, else shown as it stands.

    The subject comes first and limits the learning forms: one that cannot count there gives way to the first that can,
    and what was typed for it goes along unseen (`elsewhere`). `people` are the applicants where they are chosen here.
    """

    subject = forms.ChoiceField(label="计入科目", choices=SUBJECTS, widget=forms.RadioSelect)
    form = forms.ChoiceField(label="学习形式", widget=forms.RadioSelect)
    # shown by the page's own section, which is what its errors lead to
    people = forms.Field(label="申请人", required=False, widget=forms.Widget({"id": "people"}))
    evidence = AttachmentField(
        label="证明材料", limit=MOST_IMAGES, error_messages={"required": "请上传证明材料的图片。"}
    )

    def __init__(
        self,
        typed: QueryDict,
        *,
        declarer: Declarer,
        kept: Any = None,
        people: Sequence[Any] | None = None,
        bound: bool = False,
    ) -> None:
        self.typed, self.chosen_people = typed.copy(), people
        self._choose_form(declarer, bound)
        initial: dict[str, Any] = {name: self.typed.get(name) for name in self.typed}
        initial["evidence"] = kept.attachments if kept else []
        data = (self.typed, uploads.as_files(kept)) if bound else (None, None)
        super().__init__(*data, initial=initial)
        if people is None:
            del self.fields["people"]
        self.fields["form"].choices = [  # type: ignore[attr-defined]
            (key, Card(form.label, NOTES.get(key, ""))) for key, form in self.offered.items()
        ]
        for spec in self.learning_form.fields:
            self.fields[spec.name] = field = _field(spec)
            dress(field, self.blank_choice)
        # the proofs stand last on the page, and so do their errors
        self.order_fields(["subject", "form", *(spec.name for spec in self.learning_form.fields), "people", "evidence"])

    def _choose_form(self, declarer: Declarer, bound: bool) -> None:
        """The typed learning form where the subject allows it, else the first that it allows."""
        if not bound:
            self.typed.setdefault("subject", Subject.PROFESSIONAL.value)
        chosen = self.typed.get("subject")
        subject = Subject(chosen) if chosen in dict(SUBJECTS) else None
        self.offered = {form.key: form for form in forms_for(declarer, subject)}
        every = {form.key: form for form in forms_for(declarer)}
        wanted = every.get(self.typed.get("form", ""))
        self.learning_form: LearningForm = self.offered.get(wanted.key if wanted else "") or next(
            iter(self.offered.values())
        )
        self.given_way = wanted if wanted and wanted is not self.learning_form else None
        if self.given_way or not bound:
            self.typed["form"] = self.learning_form.key
        mine = {spec.name for spec in self.learning_form.fields}
        others = {spec.name for form in every.values() for spec in form.fields} - mine
        self.elsewhere = [(name, self.typed[name]) for name in sorted(others) if self.typed.get(name)]

    @property
    def details(self) -> list[dict[str, Any]]:
        """The learning form's own inputs for the template."""
        specs = self.learning_form.fields
        return [
            {
                "field": self[spec.name],
                "unit": getattr(spec, "unit", ""),
                "wide": spec.name == "title" or len(getattr(spec, "choices", ())) in (2, 3),
            }
            for spec in specs
        ]

    @property
    def proofs(self) -> list[str]:
        """The proofs to attach for what is typed so far, in words."""
        asked = self.learning_form.evidence_for(self.typed_values)
        return [proof.label for proof in asked if proof.required]

    @cached_property
    def typed_values(self) -> Mapping[str, Any]:
        return clean_details(self.learning_form, self.raw)[0]

    @property
    def raw(self) -> dict[str, Any]:
        return {spec.name: self.typed.get(spec.name) for spec in self.learning_form.fields}

    @property
    def year(self) -> int:
        """The year of the end date, as far as one is typed; else the present one."""
        end = self.typed_values.get("end_date")
        return credit_year(end) if isinstance(end, date) else clock.today().year

    @cached_property
    def rules(self) -> YearRules:
        try:
            return rules_for(self.year)
        except Refusal:
            return rules_for(clock.today().year)

    @cached_property
    def award(self) -> Decimal | None:
        """试算: the most hours this may give, or None while something is missing."""
        return claimable(self.learning_form, self.raw, self.rules.rates[self.learning_form.key])

    @property
    def claimed(self) -> Decimal | None:
        """Hours for each person: as typed, else the most there can be."""
        typed = self.typed_values.get("claimed_hours")
        return typed if isinstance(typed, Decimal) else self.award

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.chosen_people is not None and not self.chosen_people:
            self.add_error("people", "请添加申请人。")
        if self.given_way:
            self._say_what_gave_way()
            return cleaned
        raw = self.raw
        if not (raw.get("claimed_hours") or "").strip():
            raw["claimed_hours"] = str(self.award) if self.award else ""
        subject = Subject(cleaned["subject"]) if cleaned.get("subject") else None
        rates = self.rules.rates[self.learning_form.key]
        values, errors = clean_details(self.learning_form, raw, subject=subject, rates=rates, today=clock.today())
        if not self.award and len(set(errors) - {"claimed_hours"}) > 0:
            errors.pop("claimed_hours", None)
        for name, message in errors.items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, message)
        if not self.errors and subject:
            self.learning = Learning(form=self.learning_form, subject=subject, values=values)
        return cleaned

    def _say_what_gave_way(self) -> None:
        """One message in place of one for each blank of a learning form that nobody chose."""
        assert self.given_way  # noqa: S101 - asked before
        for spec in self.learning_form.fields:
            self.errors.pop(spec.name, None)
        subject = Subject(self.typed.get("subject", "")).label
        self.add_error(
            "form",
            f"{self.given_way.label}不能计入{subject}，已换成{self.learning_form.label}。请填写，或改回原来的计入科目。",
        )


def _field(spec: fields.Field) -> forms.Field:
    """The input of one of the standards' fields; its value is read by the standards alone."""
    needed = spec.required and spec.name != "claimed_hours"
    common: dict[str, Any] = {
        "label": spec.label,
        "required": needed,
        "help_text": CLAIM_HINT if spec.name == "claimed_hours" else spec.hint,
        "error_messages": {"required": spec.blank_message},
    }
    if isinstance(spec, fields.Choice):
        widget = forms.RadioSelect if len(spec.choices) < 4 else forms.Select
        return forms.ChoiceField(choices=spec.choices, widget=widget, **common)
    if isinstance(spec, fields.Date):
        return forms.CharField(widget=DayInput, **common)
    if isinstance(spec, fields.Hours | fields.Whole):
        mode = "decimal" if isinstance(spec, fields.Hours) else "numeric"
        return forms.CharField(widget=forms.TextInput({"inputmode": mode, "autocomplete": "off"}), **common)
    return forms.CharField(max_length=getattr(spec, "longest", None), **common)


class ImportForm(PageForm, WorkbookUpload):
    """批量导入 of 岗位培训: the workbook, and the proofs that hold for all its rows."""

    evidence = AttachmentField(
        label="证明材料", limit=MOST_IMAGES, error_messages={"required": "请上传证明材料的图片。"}
    )


class RecordFilter(FilterForm):
    """Conditions of 学时申报记录; the state is the page's tab."""

    state = forms.ChoiceField(choices=list(NAMES.items()), widget=forms.HiddenInput)
    year = forms.TypedChoiceField(label="认证年度", coerce=int, choices=lambda: _years())
    form = forms.ChoiceField(label="学习形式", choices=lambda: _ever_offered())
    subject = forms.ChoiceField(label="计入科目", choices=SUBJECTS)
    text = forms.CharField(label="姓名或名称", max_length=50)

    def narrow(self, rows: QuerySet[Declaration], chosen: Mapping[str, Any]) -> QuerySet[Declaration]:
        for name, column in {"state": "review__state", "year": "year", "form": "form", "subject": "subject"}.items():
            if chosen[name]:
                rows = rows.filter(**{column: chosen[name]})
        if text := chosen["text"]:
            rows = rows.filter(person__name__contains=text) | rows.filter(title__contains=text)
        return rows


def _years() -> list[tuple[int, str]]:
    this = clock.today().year
    return [(year, f"{year} 年") for year in range(this, this - 5, -1)]


def _ever_offered() -> list[tuple[str, str]]:
    offered = {form.key: form.label for who in (Declarer.PERSON, Declarer.UNIT) for form in forms_for(who)}
    return list(offered.items())
