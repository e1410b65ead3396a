"""What a certificate prints, gathered from the registers at the moment of issue."""

from decimal import Decimal

from jijiao.certificates.pdf import CertificateFigures, LearningLine
from jijiao.credits.models import AnnualResult
from jijiao.credits.queries import RecordLine, learning_record
from jijiao.lib import clock
from jijiao.standards.codes import Subject
from jijiao.standards.codes.titles import series_name
from jijiao.standards.learning_forms.fields import plain

PASSED = "通过"


def figures_for(result: AnnualResult, *, number: str, code: str, issuer: str, version: int) -> CertificateFigures:
    """The person, the unit and the year as they are now; numbers masked as everywhere."""
    person = result.person
    counted = [line for line in learning_record(person, result.year).lines if line.counted > 0]
    return CertificateFigures(
        number=number,
        code=code,
        name=person.name,
        sex=person.get_sex_display() if person.sex else "",
        document=person.masked_document,
        unit=person.unit.name,
        series=series_name(person.title_series),
        title=person.title,
        year=result.year,
        public=plain(result.public),
        professional=plain(result.professional),
        total=plain(result.total),
        result=PASSED,
        issuer=issuer,
        issued_on=clock.today(),
        version=version,
        lines=tuple(map(_line, counted)),
    )


def _line(line: RecordLine) -> LearningLine:
    entry = line.entry
    return LearningLine(
        title=entry.title,
        form=line.form_name,
        subject=Subject(entry.subject).label,
        hours=plain(Decimal(line.counted)),
        organizer=entry.organizer,
        ended_on=entry.ended_on.isoformat(),
    )
