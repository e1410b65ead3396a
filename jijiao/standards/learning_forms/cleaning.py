"""Turning what was typed into a declaration's values, the same way for the page and for the sheet."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from jijiao.lib.refusal import Refusal
from jijiao.standards.codes.learning import NO_EXAM, Subject
from jijiao.standards.learning_forms import checks
from jijiao.standards.learning_forms.fields import Field, Value
from jijiao.standards.learning_forms.form import HEADER, LearningForm, Rates, Values

_EVERYWHERE = (checks.dates_in_order, checks.days_within_dates, checks.examination_passed)


def clean_details(
    form: LearningForm,
    raw: Mapping[str, object],
    *,
    subject: Subject | None = None,
    rates: Rates | None = None,
    today: date | None = None,
) -> tuple[dict[str, Value], dict[str, str]]:
    """(values, errors): values by field name, and one sentence for every field that is wrong.

    Values hold every common field even where the form leaves it out (see `_fill_header`). With `subject` the
    form's subjects are checked, with `rates` the claim against the award, with `today` that the learning is over.
    """
    values: dict[str, Value] = {}
    errors: dict[str, str] = {}
    for field in form.fields:
        _read(field, raw.get(field.name), values, errors)
    _fill_header(form, values)
    if subject is not None and subject not in form.subjects:
        errors["subject"] = f"{form.label}不能计入{subject.label}。"
    for check in (*_EVERYWHERE, *form.checks):
        for name, message in check(values, subject):
            errors.setdefault(name, message)
    ended = values.get("end_date")
    if today is not None and isinstance(ended, date) and ended > today:
        errors.setdefault("end_date", "学习还没有结束，结束后再申报。")
    if rates is not None and not errors:
        errors.update(checks.claim_within(form.award(values, rates), values))
    return values, errors


def doubts_about(form: LearningForm, values: Values, subject: Subject | None = None) -> dict[str, str]:
    """Sentences to show beside fields that look odd but do not stop the declaration."""
    return dict(finding for doubt in form.doubts for finding in doubt(values, subject))


def to_stored(form: LearningForm, values: Values) -> dict[str, str | int]:
    """The form's own values (not the common ones, which are columns) as JSON keeps them; blanks are left out."""
    stored: dict[str, str | int] = {}
    for field in form.details:
        value = values.get(field.name)
        if value is not None and value != "":
            stored[field.name] = value if isinstance(value, int) else str(value)
    return stored


def from_stored(form: LearningForm, stored: Mapping[str, object]) -> dict[str, Value]:
    """The values that `to_stored` kept, with blanks for the rest."""
    return {
        field.name: field.read(stored[field.name]) if field.name in stored else field.blank_value
        for field in form.details
    }


def shown(form: LearningForm, values: Values) -> list[tuple[str, str]]:
    """(label, text) of every field that holds something, in the order of the page; for the detail page and exports."""
    lines = ((field.label, field.show(values.get(field.name))) for field in form.fields)
    return [(label, text) for label, text in lines if text]


def _read(field: Field, raw: object, values: dict[str, Value], errors: dict[str, str]) -> None:
    values[field.name] = field.blank_value
    if raw is None or not str(raw).strip():
        if field.required:
            errors[field.name] = field.blank_message
        return
    try:
        values[field.name] = field.read(raw)
    except Refusal as refusal:
        errors[field.name] = refusal.message


def _fill_header(form: LearningForm, values: dict[str, Value]) -> None:
    """What a form leaves out: it began the day it ended, there was no examination, the rest is blank."""
    asked = {field.name for field in form.header}
    left_out: dict[str, Value] = {"start_date": values.get("end_date"), "exam_result": NO_EXAM}
    for field in HEADER:
        if field.name not in asked:
            values[field.name] = left_out.get(field.name, field.blank_value)


def claimable(form: LearningForm, raw: Mapping[str, object], rates: Rates) -> Decimal | None:
    """The most that may be claimed for what has been typed so far, or None while fields are missing or wrong."""
    values, errors = clean_details(form, raw)
    return None if set(errors) - {"claimed_hours"} else form.award(values, rates)
