"""How hours arise (domain 1.10): small functions of the cleaned values and the rates of the rule set in force."""

from decimal import Decimal

from jijiao.standards.learning_forms.fields import Value
from jijiao.standards.learning_forms.form import Calculation, Rates, Values

NOTHING = Decimal(0)


def number(value: Value) -> Decimal:
    """A quantity among the values; a blank counts as none."""
    return Decimal(value) if isinstance(value, int | Decimal) else NOTHING


def taught(values: Values, rates: Rates) -> Decimal:
    """The class hours taught; where none are stated, so much a day and so much for a half day."""
    if values.get("class_hours") is not None:
        return number(values["class_hours"])
    days = number(values.get("days"))
    half = rates.get("per_half_day", rates["per_day"] / 2)
    return int(days) * rates["per_day"] + (half if days % 1 else NOTHING)


def stated(values: Values, rates: Rates) -> Decimal:
    """The hours that the course or the filing states."""
    return number(values["class_hours"])


def times(field: str, rate: str) -> Calculation:
    """So many of `field`, each at `rate`."""

    def calculate(values: Values, rates: Rates) -> Decimal:
        return number(values[field]) * rates[rate]

    return calculate


def chosen(field: str) -> Calculation:
    """The rate named after the choice made in `field`."""

    def calculate(values: Values, rates: Rates) -> Decimal:
        return rates[str(values[field])]

    return calculate


def fixed(values: Values, rates: Rates) -> Decimal:
    """The same hours for each."""
    return rates["each"]


def conference(values: Values, rates: Rates) -> Decimal:
    """By level; a paper read aloud adds to it."""
    level = str(values["level"])
    return rates[level] + (rates[f"read_{level}"] if values["part"] == "read" else NOTHING)


def authored(values: Values, rates: Rates) -> Decimal:
    """Papers: the first author by the standing of the journal, every other author the same."""
    return rates[f"first_{values['standing']}"] if values["rank"] == 1 else rates["other"]


def invented(values: Values, rates: Rates) -> Decimal:
    """Intellectual property: an invention is worth more to the first inventor, the other kinds have one rate."""
    kind = str(values["kind"])
    return rates["invention_other"] if kind == "invention" and values["rank"] != 1 else rates[kind]


def written(values: Values, rates: Rates) -> Decimal:
    """Books: a sole author and a chief editor have a rate, a contributor so much for ten thousand characters."""
    if values["role"] == "part":
        return number(values["ten_thousand_words"]) * rates["part"]
    return rates[str(values["role"])]


def ranked(values: Values, rates: Rates) -> Decimal:
    """Projects: by level and place in the list of names; places beyond the list get nothing."""
    return rates.get(f"{values['level']}_{values['rank']}", NOTHING)


def awarded(values: Values, rates: Rates) -> Decimal:
    """Prizes: by level, less for every place after the first."""
    return rates[str(values["level"])] - (number(values["rank"]) - 1) * rates["per_place"]


def seconded(values: Values, rates: Rates) -> Decimal:
    """Aid and secondment: half a year stands for the whole professional subject, less counts by the month."""
    months = number(values["months"])
    return rates["half_year"] if months >= 6 else months * rates["per_month"]


def points(values: Values, rates: Rates) -> Decimal:
    """Points of the year on a learning app: the whole once the threshold is reached, else nothing."""
    return rates["each"] if number(values["points"]) >= rates["threshold"] else NOTHING
