"""年度学时 on somebody's page: every year's result, leading to its 学习记录."""

from collections.abc import Sequence

from django.urls import reverse

from jijiao.accounts.permissions import Permission
from jijiao.credits.models import AnnualResult
from jijiao.people.models import Person
from jijiao.people.panels import SHOWN, Line, Panel, panel
from jijiao.scoping.scope import Scope
from jijiao.standards.learning_forms.fields import plain


def _years(person: Person, scope: Scope) -> Sequence[Line]:
    rows = AnnualResult.objects.within(scope).filter(person=person).order_by("-year")[:SHOWN]
    return [
        Line(
            (f"{row.year} 年", plain(row.public), plain(row.professional), plain(row.total)),
            "通过" if row.passed else "不通过",
            reverse("statistics.learning_record", args=[person.pk, row.year]),
        )
        for row in rows
    ]


YEARS = panel(
    Panel(
        title="年度学时",
        order=10,
        needs=Permission.COMPLETION_VIEW,
        headings=("认证年度", "公需课学时", "必需课学时", "总学时"),
        lines=_years,
        empty="还没有学时记录",
        last="认定结果",
    )
)
