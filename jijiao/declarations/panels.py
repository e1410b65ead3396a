"""学时申报 on somebody's page."""

from collections.abc import Sequence

from django.urls import reverse

from jijiao.accounts.permissions import Permission
from jijiao.declarations.queries import declared
from jijiao.people.models import Person
from jijiao.people.panels import SHOWN, Line, Panel, panel
from jijiao.scoping.scope import Scope
from jijiao.standards.learning_forms.fields import plain


def _declarations(person: Person, scope: Scope) -> Sequence[Line]:
    rows = declared(scope).filter(person=person).select_related("review").order_by("-pk")[:SHOWN]
    return [
        Line(
            (row.title, row.learning_form.label, str(row.year), plain(row.hours)),
            row.review.get_state_display() if row.review else "",
            reverse("declarations.record", args=[row.pk]),
        )
        for row in rows
    ]


DECLARATIONS = panel(
    Panel(
        title="学时申报",
        order=20,
        needs=Permission.HOURS_RECORD,
        headings=("名称", "学习形式", "认证年度", "学时"),
        lines=_declarations,
        empty="还没有学时申报",
        last="认定结果",
    )
)
