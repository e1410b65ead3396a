"""The hours each form gives under the default rules (domain 1.10), and that every form can be computed."""

from decimal import Decimal
from itertools import product

import pytest

from jijiao.standards.learning_forms import LEARNING_FORMS, Declarer, Subject, form_choices, forms_for
from jijiao.standards.learning_forms.fields import Choice, Date, Field, Text, Whole
from jijiao.standards.learning_forms.form import header
from jijiao.standards.rates import default_rates, read_rates

RATES, CAPS = read_rates(default_rates())


@pytest.mark.parametrize(
    ("key", "values", "hours"),
    [
        ("LF01", {"class_hours": Decimal("12.5")}, "12.5"),
        ("LF01", {"class_hours": None, "days": Decimal(3)}, "24"),
        ("LF01", {"class_hours": None, "days": Decimal("0.5")}, "4"),
        ("LF01", {"class_hours": Decimal(80)}, "60"),
        ("LF02", {"class_hours": Decimal(80)}, "80"),
        ("LF03", {"class_hours": None, "days": Decimal(7)}, "72"),
        ("LF09", {"level": "international", "part": "attended"}, "12"),
        ("LF09", {"level": "national", "part": "read"}, "20"),
        ("LF09", {"level": "provincial", "part": "read"}, "14"),
        ("LF09", {"level": "city", "part": "read"}, "8"),
        ("LF09", {"level": "city", "part": "attended"}, "4"),
        ("LF10", {"half_days": 3}, "8"),
        ("LF11", {"class_hours": Decimal("4.5")}, "9"),
        ("LF12", {"standing": "core", "rank": 1}, "30"),
        ("LF12", {"standing": "ordinary", "rank": 1}, "20"),
        ("LF12", {"standing": "core", "rank": 2}, "10"),
        ("LF13", {"role": "part", "ten_thousand_words": Decimal("2.5")}, "12.5"),
        ("LF14", {"level": "national", "rank": 5}, "32"),
        ("LF14", {"level": "provincial", "rank": 4}, "0"),
        ("LF15", {"kind": "invention", "rank": 1}, "40"),
        ("LF15", {"kind": "utility", "rank": 2}, "20"),
        ("LF16", {"level": "city", "rank": 2}, "24"),
        ("LF16", {"level": "city", "rank": 9}, "0"),
        ("LF20", {"months": 5}, "40"),
        ("LF20", {"months": 6}, "60"),
        ("LF24", {"points": 1999}, "0"),
        ("LF24", {"points": 2000}, "10"),
    ],
)
def test_awards(key: str, values: dict[str, object], hours: str) -> None:
    assert LEARNING_FORMS[key].award(values, RATES[key]) == Decimal(hours)  # type: ignore[arg-type]


def _samples(field: Field) -> list[object]:
    if isinstance(field, Choice):
        return [code for code, _ in field.choices]
    return [3] if isinstance(field, Whole) else ["x"] if isinstance(field, Text) else [Decimal(3)]


@pytest.mark.parametrize("key", LEARNING_FORMS)
def test_the_default_rules_have_every_rate_a_form_asks_for(key: str) -> None:
    form = LEARNING_FORMS[key]
    names = [field.name for field in form.details]
    for sample in product(*(_samples(field) for field in form.details)):
        hours = form.award(dict(zip(names, sample, strict=True)), RATES[key])  # type: ignore[arg-type]
        assert Decimal(0) <= hours <= RATES[key].get("item_cap", Decimal(999))


def test_the_catalogue_is_sound() -> None:
    assert list(LEARNING_FORMS) == [*(f"LF{number:02}" for number in range(1, 26)), "LF99"]
    assert set(RATES) == set(LEARNING_FORMS)
    for form in LEARNING_FORMS.values():
        names = [field.name for field in form.fields]
        assert len(names) == len(set(names))
        assert names[-1] == "claimed_hours"
        assert isinstance(next(field for field in form.fields if field.name == "end_date"), Date)
        assert form.subjects
        assert form.declarers
        assert form.evidence
    assert len(form_choices()) == 26
    assert [form.key for form in LEARNING_FORMS.values() if form.importable] == ["LF01"]


def test_only_open_forms_are_offered() -> None:
    assert [form.key for form in forms_for(Declarer.PERSON)] == ["LF01", "LF09", "LF12"]
    assert [form.key for form in forms_for(Declarer.UNIT, Subject.PROFESSIONAL)] == ["LF01", "LF09"]
    assert [form.key for form in forms_for(Declarer.PERSON, Subject.PUBLIC)] == ["LF01"]
    assert forms_for(Declarer.FEED) == []


def test_a_misspelt_common_field_fails_at_once() -> None:
    with pytest.raises(ValueError, match="no such common field"):
        header(titel="题目")


@pytest.mark.parametrize(
    "written",
    [
        {"forms": {"LF98": {}}},
        {"forms": {"LF01": {"per_day": "many"}}},
        {"forms": {"LF01": {"per_day": "-8"}}},
        {"forms": {}, "groups": [{"label": "甲", "forms": ["LF01"], "cap": "1"}] * 2},
    ],
)
def test_nonsense_rates_are_refused(written: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"no |two groups"):
        read_rates(written)
