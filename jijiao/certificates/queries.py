"""Readings of 电子证书: verification, which tells the live state and nothing else of the person."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from jijiao.certificates.models import Certificate
from jijiao.certificates.numbers import clean_number, is_code, is_number
from jijiao.certificates.rules import Attested, stands
from jijiao.credits.models import AnnualResult
from jijiao.lib import clock
from jijiao.lib.masks import mask_name
from jijiao.lib.names import clean_person_name
from jijiao.lib.refusal import Refusal


@dataclass(frozen=True)
class VerificationAnswer:
    """What anybody learns of a certificate: only what stands on it, the name with its surname alone."""

    valid: bool
    number: str
    check_code: str
    name: str
    unit: str
    year: int
    public: Decimal
    professional: Decimal
    total: Decimal
    issued_on: date
    mark: str


def verify(number: str, name: str) -> VerificationAnswer | None:
    """By number and full name; None when no certificate has both."""
    number = clean_number(number)
    try:
        name = clean_person_name(name)
    except Refusal:
        return None
    found = Certificate.everywhere.filter(number=number).first() if is_number(number) else None
    # the name that is printed: people change theirs, papers do not
    return _answer(found) if found is not None and found.figures["name"] == name else None


def by_code(code: str) -> VerificationAnswer | None:
    """By the code of the QR address."""
    if not is_code(code):
        return None
    return _answer(Certificate.everywhere.filter(code=code).first())


def by_number(number: str) -> VerificationAnswer | None:
    """By number alone, for a file whose signature proves that its holder has it."""
    return _answer(Certificate.everywhere.filter(number=number).first())


def is_valid(certificate: Certificate) -> bool:
    """The live state: current, and the ledger still bears what it attests."""
    if certificate.superseded_at is not None:
        return False
    result = AnnualResult.everywhere.filter(person_id=certificate.person_id, year=certificate.year).first()
    now = Attested(result.public, result.professional) if result else None
    return result is not None and now is not None and stands(certificate.attested, now, passed=result.passed)


def with_standing(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """The rows with `stands_now`, the same live state in the statement itself."""
    results = AnnualResult.everywhere.filter(
        person_id=OuterRef("person_id"),
        year=OuterRef("year"),
        passed=True,
        public__gte=OuterRef("public"),
        professional__gte=OuterRef("professional"),
    )
    return rows.annotate(stands_now=Exists(results))


def _answer(certificate: Certificate | None) -> VerificationAnswer | None:
    if certificate is None:
        return None
    return VerificationAnswer(
        valid=is_valid(certificate),
        number=certificate.number,
        check_code=certificate.check_code,
        name=mask_name(certificate.figures["name"]),
        unit=certificate.figures["unit"],
        year=certificate.year,
        public=certificate.public,
        professional=certificate.professional,
        total=certificate.total,
        issued_on=clock.day_of(certificate.issued_at),
        mark=certificate.figures.get("mark", ""),
    )
