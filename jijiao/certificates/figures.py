"""What a certificate prints, gathered from the registers at the moment of issue."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.conf import settings

from jijiao.certificates.pdf import CertificateFigures, LearningLine
from jijiao.credits.models import AnnualResult, Entry
from jijiao.credits.queries import Pair, RecordLine, line_of, of_pairs
from jijiao.lib import clock
from jijiao.standards.codes import Subject
from jijiao.standards.codes.titles import series_name
from jijiao.standards.learning_forms.fields import plain
from jijiao.standards.queries import rules_for
from jijiao.standards.rules import tally

PASSED = "通过"
DEMO_MARK = "演示数据 不具效力"  # real departments stand in the demonstration as issuers


def learning_of(pairs: Iterable[Pair]) -> dict[Pair, list[LearningLine]]:
    """What counted for each (person id, year), in the order of the days. The queries do not grow with the people."""
    entries: dict[Pair, list[Entry]] = defaultdict(list)
    rows = of_pairs(Entry.everywhere.filter(reverses__isnull=True), pairs).select_related("reversal")
    for entry in rows.order_by("ended_on", "pk"):
        entries[entry.person_id, entry.year].append(entry)
    rules = {year: rules_for(year) for year in {year for _, year in entries}}
    found = {}
    for (person_id, year), own in entries.items():
        added_up = tally(map(line_of, own), rules[year].requirement, rules[year].caps)
        counted = {line.entry_id: line for line in added_up.lines if line.counted > 0}
        lines = [RecordLine(each, counted[each.pk].counted, "") for each in own if each.pk in counted]
        found[person_id, year] = [_line(line) for line in lines]
    return found


def figures_for(
    result: AnnualResult, lines: Sequence[LearningLine], *, number: str, code: str, issuer: str, version: int
) -> CertificateFigures:
    """The person, the unit and the year as they are now; numbers masked as everywhere."""
    person = result.person
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
        mark=DEMO_MARK if settings.DEMO else "",
        lines=tuple(lines),
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
