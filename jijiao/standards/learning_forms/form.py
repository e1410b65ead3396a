"""What a learning form (学习形式) is: a value that says what is asked, what is shown for proof, and how hours arise."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from jijiao.standards.codes.learning import EXAM_RESULTS, ORGANIZER_TYPES, Subject
from jijiao.standards.learning_forms.fields import Choice, Date, Field, Hours, Text, Value

Values = Mapping[str, Value]
Rates = Mapping[
    str, Decimal
]  # the numbers of one form in one rule set, by name; `item_cap` and `year_cap` may be absent
Calculation = Callable[[Values, Rates], Decimal]
Finding = tuple[str, str]  # a field's name and a sentence about it
Check = Callable[[Values, Subject | None], Iterable[Finding]]

PUBLIC, PROFESSIONAL = Subject.PUBLIC, Subject.PROFESSIONAL


class Declarer(StrEnum):
    """Who may declare (申报主体), by the letters of domain 1.10."""

    PERSON = "P"
    UNIT = "E"
    BASE = "B"
    FEED = "X"


HEADER: tuple[Field, ...] = (
    Text(name="title", label="学习内容", longest=200),
    Text(name="organizer", label="举办单位", longest=100),
    Choice(name="organizer_type", label="举办单位类型", choices=ORGANIZER_TYPES),
    Text(name="place", label="地点", longest=100, required=False),
    Date(name="start_date", label="开始日期"),
    Date(name="end_date", label="结束日期"),
    Choice(name="exam_result", label="考核结果", choices=EXAM_RESULTS),
    Text(name="certificate_no", label="证书编号", longest=60, required=False),
    Hours(name="claimed_hours", label="申报学时"),
)


def header(*without: str, **labels: str) -> tuple[Field, ...]:
    """The common fields of every declaration (domain 3.3.4), some left out, some under another label."""
    unknown = {*without, *labels} - {field.name for field in HEADER}
    if unknown:
        raise ValueError(f"no such common field: {sorted(unknown)}")
    kept = (field for field in HEADER if field.name not in without)
    return tuple(replace(field, label=labels.get(field.name, field.label)) for field in kept)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A proof (证明材料) to attach; `when` names a field and the value that makes it required."""

    label: str
    required: bool = True
    when: tuple[str, str] | None = None


def required(*labels: str) -> tuple[Evidence, ...]:
    """Proofs that are always asked for."""
    return tuple(Evidence(label) for label in labels)


@dataclass(frozen=True, kw_only=True)
class LearningForm:
    """One learning form. A new one is one more such value in the catalogue and one more line of rates.

    `open` says whether people are offered it; entries of a closed form may still come from elsewhere.
    """

    key: str
    label: str
    subjects: frozenset[Subject]
    declarers: frozenset[Declarer]
    header: tuple[Field, ...]
    details: tuple[Field, ...]
    evidence: tuple[Evidence, ...]
    calculation: Calculation
    checks: tuple[Check, ...] = ()
    doubts: tuple[Check, ...] = ()
    importable: bool = False
    open: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field in the order of the page: the common ones without 申报学时, the form's own, 申报学时."""
        return (*self.header[:-1], *self.details, self.header[-1])

    def award(self, values: Values, rates: Rates) -> Decimal:
        """The most hours this learning may be given: the calculation cut at the item's cap, one decimal place."""
        hours = max(Decimal(0), self.calculation(values, rates))
        cap = rates.get("item_cap")
        return min(hours, cap if cap is not None else hours).quantize(Decimal("0.1"), ROUND_HALF_UP)

    def evidence_for(self, values: Values) -> tuple[Evidence, ...]:
        """The proofs to attach for these values, with `required` settled."""
        return tuple(
            replace(proof, required=values.get(proof.when[0]) == proof.when[1]) if proof.when else proof
            for proof in self.evidence
        )
