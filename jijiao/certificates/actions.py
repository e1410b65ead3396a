"""The verbs of 电子证书: issue for results that are met, print the signed file."""

import os
import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from jijiao.audit.actions import record_each
from jijiao.audit.tags import Tag
from jijiao.certificates.figures import figures_for, learning_of
from jijiao.certificates.models import Certificate
from jijiao.certificates.numbers import make_number, new_code
from jijiao.certificates.pdf import CertificateFigures, LearningLine, render
from jijiao.certificates.rules import Attested, stands
from jijiao.certificates.signing import sign
from jijiao.credits.models import AnnualResult
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.units.models import Unit

TAKE = """
INSERT INTO certificates_series (year, region, last) VALUES (%s, %s, %s)
ON CONFLICT (year, region) DO UPDATE SET last = certificates_series.last + excluded.last
RETURNING last
"""


@transaction.atomic
def issue(results: Sequence[AnnualResult], *, by: Actor) -> list[Certificate]:
    """A certificate for every result that is met and has none that stands; doing it again makes none.

    Results come with `person__unit`; they are locked in their order, so that two workers issue one certificate.
    """
    locked = AnnualResult.everywhere.select_for_update(of=("self",)).filter(pk__in=[result.pk for result in results])
    rows = list(locked.filter(passed=True).select_related("person__unit").order_by("pk"))
    current = {
        (each.person_id, each.year): each
        for each in Certificate.everywhere.filter(
            person_id__in=[row.person_id for row in rows], superseded_at__isnull=True
        )
    }
    wanting, outdated = [], []
    for row in rows:
        held = current.get((row.person_id, row.year))
        if held is None or not stands(held.attested, Attested(row.public, row.professional), passed=row.passed):
            wanting.append((row, held))
            outdated += [held] if held else []
    Certificate.everywhere.filter(pk__in=[held.pk for held in outdated]).update(superseded_at=clock.now())
    record_each(by, Tag.CERTIFICATE_SUPERSEDE, outdated)
    made = Certificate.everywhere.bulk_create(_certificates(wanting))
    record_each(by, Tag.CERTIFICATE_ISSUE, made)
    return made


def _certificates(wanting: Sequence[tuple[AnnualResult, Certificate | None]]) -> list[Certificate]:
    """Number them: one statement for each year and region takes as many numbers as are needed."""
    issuer = Unit.everywhere.order_by("path").values_list("name", flat=True).first() or ""
    groups: dict[tuple[int, str], list[tuple[AnnualResult, Certificate | None]]] = defaultdict(list)
    for row, held in wanting:
        groups[row.year, row.person.unit.region_id].append((row, held))
    learning = learning_of((row.person_id, row.year) for row, _ in wanting)
    made = []
    for (year, region), rows in sorted(groups.items()):
        first = _take(year, region, len(rows)) - len(rows) + 1
        for sequence, (row, held) in enumerate(rows, start=first):
            version = held.version + 1 if held else 1
            number, code, now = make_number(year, region, sequence), new_code(), clock.now()
            lines = learning.get((row.person_id, row.year), [])
            figures = figures_for(row, lines, number=number, code=code, issuer=issuer, version=version)
            made.append(
                Certificate(
                    number=number,
                    code=code,
                    person=row.person,
                    year=year,
                    version=version,
                    public=row.public,
                    professional=row.professional,
                    figures=asdict(figures) | {"issued_on": figures.issued_on.isoformat()},
                    issued_at=now,
                )
            )
    return made


def _take(year: int, region: str, count: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [year, region, count])
        return int(cursor.fetchone()[0])


def printed(certificate: Certificate) -> Path:
    """The signed PDF of a certificate: made at the first call, the same file ever after."""
    folder = Path(settings.MEDIA_ROOT) / "certificates" / str(certificate.year)
    path = folder / f"{certificate.number}.pdf"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = folder / f".{certificate.number}.{secrets.token_hex(6)}"
        content = sign(render(figures_of(certificate), site=settings.SITE_URL), number=certificate.number)
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        try:
            # link() refuses to replace: of two that print at once the first one's file stays
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path


def figures_of(certificate: Certificate) -> CertificateFigures:
    """The figures as they were copied at issue."""
    stored = dict(certificate.figures)
    lines = tuple(LearningLine(**line) for line in stored.pop("lines"))
    issued_on = clock.day_of(certificate.issued_at)
    return CertificateFigures(**stored | {"issued_on": issued_on, "lines": lines})
