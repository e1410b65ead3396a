"""电子证书 on somebody's page."""

from collections.abc import Sequence

from django.urls import reverse

from jijiao.accounts.permissions import Permission
from jijiao.certificates.models import Certificate
from jijiao.certificates.queries import with_standing
from jijiao.lib import clock
from jijiao.people.models import Person
from jijiao.people.panels import SHOWN, Line, Panel, panel
from jijiao.scoping.scope import Scope
from jijiao.standards.learning_forms.fields import plain


def _certificates(person: Person, scope: Scope) -> Sequence[Line]:
    rows = Certificate.objects.within(scope).filter(person=person, superseded_at__isnull=True)
    return [_line(row, stands=row.stands_now) for row in with_standing(rows).order_by("-year")[:SHOWN]]  # type: ignore[attr-defined]


def _line(row: Certificate, *, stands: bool) -> Line:
    total, day = plain(row.public + row.professional), f"{clock.local(row.issued_at):%Y-%m-%d}"
    href = reverse("certificates.pdf", args=[row.pk]) if stands else ""
    return Line((row.number, f"{row.year} 年", total, day), "有效" if stands else "已作废", href)


CERTIFICATES = panel(
    Panel(
        title="电子证书",
        order=30,
        needs=Permission.CERTIFICATES_VIEW,
        headings=("证书编号", "年度", "总学时", "签发日期"),
        lines=_certificates,
        empty="还没有证书，年度认定通过后自动生成",
    )
)
