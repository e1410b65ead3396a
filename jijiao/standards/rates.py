"""The numbers of a rule set (学时规则): how they are written as JSON, how they are read, and the default set.

Written form: {"forms": {"LF01": {"per_day": "8", "item_cap": "60", "year_cap": "60"}, ...},
"groups": [{"label": "成果类", "forms": ["LF12", ...], "cap": "60"}]}. Every number is text, so that none is rounded.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jijiao.standards.learning_forms import LEARNING_FORMS
from jijiao.standards.rules import Caps, GroupCap

FormRates = Mapping[str, Mapping[str, Decimal]]


def read_rates(written: Mapping[str, Any]) -> tuple[FormRates, Caps]:
    """(rates by form key, caps). Raises ValueError for an unknown form or a number that is none."""
    forms: dict[str, dict[str, Decimal]] = {}
    for key, numbers in written["forms"].items():
        if key not in LEARNING_FORMS:
            raise ValueError(f"{key} is no learning form")
        forms[key] = {name: _number(value) for name, value in numbers.items()}
    groups = tuple(
        GroupCap(group["label"], frozenset(group["forms"]), _number(group["cap"]))
        for group in written.get("groups", [])
    )
    return forms, Caps({key: numbers["year_cap"] for key, numbers in forms.items() if "year_cap" in numbers}, groups)


def _number(value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except ArithmeticError as error:
        raise ValueError(f"{value!r} is no number") from error
    if not number.is_finite() or number < 0:
        raise ValueError(f"{value!r} is no quantity")
    return number


DEFAULT_VERSION = "RULESET_SD_DEFAULT_V1"
DEFAULT_NAME = "山东省默认学时规则（第一版）"

# domain 1.10; every line may be replaced by a decree. "beyond the source" marks the few numbers it leaves open
_TABLE = """
LF01 per_day=8 per_half_day=4 item_cap=60 year_cap=60
LF02
LF03 per_day=12 item_cap=72
LF04 per_day=8 item_cap=60 year_cap=60
LF05
LF06 year_cap=60
LF07 per_day=8 item_cap=60 year_cap=60
LF08 per_course=15 item_cap=60 year_cap=60
LF09 international=12 national=12 provincial=8 city=4 item_cap=20 year_cap=30
LF09 read_international=8 read_national=8 read_provincial=6 read_city=4
LF10 per_half_day=4 item_cap=8 year_cap=24
LF11 per_class_hour=2 item_cap=24 year_cap=36
LF12 first_core=30 first_ordinary=20 other=10 item_cap=30 year_cap=40
LF13 sole=60 chief=40 part=5 item_cap=60 year_cap=60
LF14 national_1=64 national_2=56 national_3=48 national_4=40 national_5=32 item_cap=64 year_cap=64
LF14 provincial_1=56 provincial_2=48 provincial_3=40 city_1=40 city_2=32 city_3=24
LF15 invention=40 utility=20 design=10 software=10 item_cap=40 year_cap=40
LF16 national=60 provincial=48 city=30 per_place=6 item_cap=60 year_cap=60
LF17 national=40 trade=30 association=10 item_cap=40 year_cap=40
LF18 each=40 item_cap=40 year_cap=40
LF19 provincial=30 city=20 item_cap=30 year_cap=30
LF20 half_year=60 per_month=8 item_cap=60 year_cap=60
LF21 per_day=8 item_cap=24 year_cap=24
LF22 per_day=8 item_cap=60 year_cap=60
LF23 per_thousand_words=1 item_cap=10 year_cap=20
LF24 threshold=2000 each=10 item_cap=10 year_cap=10
LF25 national=30 provincial=20 city=10 item_cap=30 year_cap=30
LF99 item_cap=30 year_cap=30
"""
# beyond the source: other inventors, and new plant varieties, which the form names without a number
_BEYOND_THE_SOURCE = "LF15 invention_other=20 variety=40"

RESULTS_GROUP = {
    "label": "成果类",
    "forms": ["LF12", "LF13", "LF14", "LF15", "LF16", "LF17", "LF18", "LF19", "LF25"],
    "cap": "60",
}


def default_rates() -> dict[str, Any]:
    """The numbers of `DEFAULT_VERSION` in the written form."""
    forms: dict[str, dict[str, str]] = {}
    for line in [*_TABLE.strip().splitlines(), _BEYOND_THE_SOURCE]:
        key, *numbers = line.split()
        rates = forms.setdefault(key, {})
        for name, _, value in (number.partition("=") for number in numbers):
            rates[name] = value
    return {"forms": forms, "groups": [RESULTS_GROUP]}
