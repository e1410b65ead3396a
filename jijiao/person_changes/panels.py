"""信息修改 on somebody's page: what was asked for, when, and what became of it; the values stay in the review."""

from collections.abc import Sequence

from django.urls import reverse

from jijiao.accounts.permissions import Permission
from jijiao.lib import clock
from jijiao.people.models import Person
from jijiao.people.panels import SHOWN, Line, Panel, panel
from jijiao.person_changes.models import PersonChange
from jijiao.scoping.scope import Scope


def _changes(person: Person, scope: Scope) -> Sequence[Line]:
    rows = PersonChange.objects.within(scope).filter(person=person).select_related("review", "requested_by__account")
    return [
        Line(
            (row.title, row.requested_by.name, f"{clock.local(row.requested_at):%Y-%m-%d}"),
            row.review.get_state_display() if row.review else "已生效",
            reverse("reviews.record", args=["person-change", row.review_id]) if row.review_id else "",
        )
        for row in rows.order_by("-pk")[:SHOWN]
    ]


CHANGES = panel(
    Panel(
        title="信息修改",
        order=50,
        needs=Permission.PERSON_CHANGE_REVIEW,
        headings=("修改内容", "申请人", "申请时间"),
        lines=_changes,
        empty="没有修改记录",
    )
)
