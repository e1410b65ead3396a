"""The form every page starts from: widgets that fit the style sheet, errors a person can follow, refusals as errors."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import Model, QuerySet
from django.utils.choices import CallableChoiceIterator

from jijiao.lib.refusal import Refusal
from jijiao.web.widgets import PlainSelect

TEXTUAL = (forms.TextInput, forms.EmailInput, forms.URLInput, forms.PasswordInput, forms.Textarea, forms.Select)
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


# kind of field, the framework's key, what to do; the first of a kind and its subclasses
MENDING: tuple[tuple[type[forms.Field], str, str], ...] = (
    (forms.DecimalField, "invalid", "请填写数字"),
    (forms.IntegerField, "invalid", "请填写整数"),
    (forms.DateField, "invalid", "请填写日期，如 2026-03-02"),
    (forms.ChoiceField, "invalid_choice", "所选的“%(value)s”不在可选范围内，请重新选择"),
)


class Card(str):
    """The label of a choice that carries a line of explanation: `Card("学术会议", note="按级别和方式计算")`."""

    note: str

    def __new__(cls, label: str, note: str = "") -> "Card":
        card = super().__new__(cls, label)
        card.note = note
        return card


class NumberText(forms.TextInput):
    """A number typed as text: the browser's number field would send nothing when it does not like what was typed."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, decimal: bool = False) -> None:
        super().__init__({"inputmode": "decimal" if decimal else "numeric", "autocomplete": "off", **(attrs or {})})


class DayInput(forms.DateInput):
    """The browser's own date field; its value is always YYYY-MM-DD."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


@dataclass(frozen=True)
class Fault:
    """One line of the error summary: `anchor` is the id of its input, "" when it is about the whole form."""

    anchor: str
    label: str
    message: str

    @property
    def text(self) -> str:
        """The message with the name of its field, unless it names it itself."""
        return self.message if not self.label or self.label in self.message else f"{self.label}：{self.message}"


class PageForm(forms.Form):
    """Labels without colon, no checks by the browser, `aria-required`, native date fields, 请选择 as the blank choice.

    Use `catching()` around the action, so that its refusals appear at the field and nothing typed is lost:

        if form.is_valid():
            with form.catching():
                person = actions.change(..., by=request.hat)
                return done(request, "已提交", "people.record", person.pk)
        return show(request, "people/change.html", {"form": form})
    """

    use_required_attribute = False
    blank_choice = "请选择"
    _dressed: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, also: Mapping[str, forms.Field] | None = None, **kwargs: Any) -> None:
        """`also`: fields of this form alone, after those that its class declares and dressed like them."""
        kwargs.setdefault("label_suffix", "")
        self._dress_the_class()
        if also:
            self.base_fields = {**type(self).base_fields, **also}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name not in self._dressed:
                dress(field, self.blank_choice)

    @classmethod
    def _dress_the_class(cls) -> None:
        """Once for all forms of the class, but for choices that each form asks for anew (a code list of the year)."""
        if "_dressed" not in cls.__dict__:
            # copies: a class and those derived from it declare the same fields, and may offer other blank choices
            fixed = {name: deepcopy(each) for name, each in cls.base_fields.items() if not _asks_for_choices(each)}
            for field in fixed.values():
                dress(field, cls.blank_choice)
            cls.base_fields, cls._dressed = {**cls.base_fields, **fixed}, frozenset(fixed)

    @contextmanager
    def catching(self) -> Iterator[None]:
        """A `Refusal` raised inside becomes an error of this form; what follows the `with` block then runs."""
        try:
            yield
        except Refusal as refusal:
            self.refuse(refusal)

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal at the field it names, else over the whole form."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, refusal.message)

    @property
    def faults(self) -> list[Fault]:
        """All errors in the order of the form, for the summary on top."""
        return faults_of(self)


class FilterForm(PageForm):
    """The conditions of a list. Every field is optional; `narrow` applies those that were filled in.

    `narrow` gets a value for every field: the cleaned one, or None where nothing (or nothing valid) was chosen.
    """

    blank_choice = "全部"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "filter_%s")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            field.widget.is_required = False
            field.widget.attrs.pop("aria-required", None)

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        raise NotImplementedError(f"{type(self).__name__} does not say how it narrows")

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that match. None where a condition cannot be read: it would show, export and tick everybody."""
        return rows.none() if self.misread else self.narrow(rows, self.chosen())

    @property
    def misread(self) -> str:
        """The conditions in sight that cannot be read and why, in words; "" when all can."""
        return "；".join(fault.text.rstrip("。") for fault in self.faults if fault.anchor)

    def chosen(self) -> dict[str, Any]:
        """Field name -> cleaned value or None; fields with errors count as not chosen."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return {name: value if value not in ("", [], False) else None for name, value in self._values(cleaned)}

    def _values(self, cleaned: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name in self.fields:
            value = cleaned.get(name)
            yield name, (list(value) or None) if isinstance(value, QuerySet) else value

    def shown(self, name: str, value: Any) -> str:
        """How a chosen value reads in a chip."""
        field = self.fields[name]
        if isinstance(value, list):
            return "、".join(self.shown(name, one) for one in value)
        if isinstance(value, Model):
            return str(value)
        if isinstance(field, forms.ChoiceField):
            return next((str(label) for key, label in flat(field.choices) if str(key) == str(value)), str(value))
        return "是" if value is True else str(value)


def dress(field: forms.Field, blank_choice: str) -> None:
    """Give the field's widget the classes, types and aria attributes of the style sheet."""
    widget = field.widget = _replacement(field)
    if isinstance(widget, TEXTUAL):
        widget.attrs["class"] = f"inp {widget.attrs.get('class', '')}".strip()
    if isinstance(widget, forms.Textarea):
        widget.attrs["rows"] = widget.attrs["rows"] if widget.attrs.get("rows") not in (None, "10") else 3
        widget.attrs.pop("cols", None)
    if field.required and not isinstance(widget, GROUPS):
        widget.attrs["aria-required"] = "true"
    _offer_blank_choice(field, blank_choice)
    _say_what_is_missing(field)
    _say_what_is_wrong(field)


def _asks_for_choices(field: forms.Field) -> bool:
    choices = getattr(field, "choices", ())
    return isinstance(field, forms.ModelChoiceField) or isinstance(choices, CallableChoiceIterator)


def _replacement(field: forms.Field) -> forms.Widget:
    """Native date fields, text for numbers, drop-downs that cost little; a widget that the form chose itself stays."""
    given = field.widget
    attrs = {key: value for key, value in given.attrs.items() if key not in ("step", "min", "max")}
    chosen: forms.Widget = given
    if isinstance(field, forms.DateField) and type(given) is forms.DateInput:
        chosen = DayInput(attrs)
    elif type(given) is forms.NumberInput:
        chosen = NumberText(attrs, decimal=type(field) is not forms.IntegerField)
    elif type(given) is forms.Select:
        chosen = PlainSelect(given.attrs, given.choices)
    chosen.is_required = given.is_required
    return chosen


def _say_what_is_missing(field: forms.Field) -> None:
    """请填写单位名称 and 请选择单位性质 instead of the framework's sentence; a form's own words stay."""
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        verb = "请选择" if isinstance(field.widget, (forms.Select, *GROUPS)) else "请填写"
        field.error_messages["required"] = f"{verb}{field.label or '这一项'}"


def _say_what_is_wrong(field: forms.Field) -> None:
    """What to fill in instead; a form's own words stay."""
    for kind, key, words in MENDING:
        if isinstance(field, kind) and field.error_messages.get(key) == kind.default_error_messages[key]:
            field.error_messages[key] = words


def _offer_blank_choice(field: forms.Field, blank_choice: str) -> None:
    if not isinstance(field.widget, forms.Select) or isinstance(field.widget, (forms.SelectMultiple, *GROUPS)):
        return
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == "---------":
            field.empty_label = blank_choice
    elif isinstance(field, forms.ChoiceField):
        choices: list[Any] = list(cast("Any", field.choices))
        if not any(key in ("", None) for key, _ in flat(choices)):
            field.choices = [("", blank_choice), *choices]


def flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    """Choices without their groups."""
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label


def faults_of(form: forms.BaseForm) -> list[Fault]:
    """All errors of any Django form in the order of its fields; errors of hidden fields have no anchor."""
    found = []
    for name, bound in ((name, form[name]) for name in form.fields if name in form.errors):
        anchor = "" if bound.is_hidden else anchor_of(bound)
        found += [Fault(anchor, str(bound.label), str(message)) for message in form.errors[name]]
    return [*(Fault("", "", str(message)) for message in form.non_field_errors()), *found]


def anchor_of(bound: forms.BoundField) -> str:
    """The id a link to this field goes to: its input, or the first input of a group."""
    if isinstance(bound.field.widget, GROUPS):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id
