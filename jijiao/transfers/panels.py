"""人员调转 on somebody's page."""

from collections.abc import Sequence

from django.urls import reverse

from jijiao.accounts.permissions import Permission
from jijiao.people.models import Person
from jijiao.people.panels import SHOWN, Line, Panel, panel
from jijiao.scoping.scope import Scope
from jijiao.transfers.models import Transfer


def _transfers(person: Person, scope: Scope) -> Sequence[Line]:
    rows = Transfer.objects.within(scope).filter(person=person)
    joined = rows.select_related("person", "old_unit", "new_unit", "review", "correction")
    return [
        Line(
            (row.number, row.get_type_display(), row.old_unit.name, row.destination, f"{row.leaves_on:%Y-%m-%d}"),
            row.state_name,
            reverse("transfers.record", args=[row.pk]),
        )
        for row in joined.order_by("-pk")[:SHOWN]
    ]


TRANSFERS = panel(
    Panel(
        title="人员调转",
        order=40,
        needs=Permission.TRANSFERS_VIEW,
        headings=("调转单号", "调转类型", "原单位", "新单位", "调出日期"),
        lines=_transfers,
        empty="没有调转记录",
    )
)
