"""What the signed-in home of each user type shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from jijiao.accounts.models import Hat
from jijiao.credits.queries import LearningRecord, learning_record
from jijiao.declarations.models import Declaration
from jijiao.jobs.models import Job
from jijiao.lib import clock
from jijiao.lib.years import this_year
from jijiao.people.models import Person
from jijiao.people.rules import OFF_ROLL
from jijiao.reviews.asked import about
from jijiao.reviews.flow import State
from jijiao.reviews.kinds import KINDS
from jijiao.reviews.models import LATE
from jijiao.reviews.queries import Waiting, waiting
from jijiao.scoping.scope import Scope
from jijiao.standards.models import YearPlan
from jijiao.statistics.queries import Totals
from jijiao.units.models import Unit
from jijiao.web.charts import Part

LATEST = 3


@dataclass(frozen=True)
class Todo:
    """One kind of the 待办事项 strip."""

    waiting: Waiting

    @property
    def late(self) -> bool:
        return self.days > LATE

    @property
    def days(self) -> int:
        """已等待 in calendar days of Asia/Shanghai."""
        return (clock.today() - clock.day_of(self.waiting.oldest)).days


def todos(hat: Hat) -> list[Todo]:
    return [Todo(item) for item in waiting(hat)]


def idle_kinds(hat: Hat, work: list[Todo]) -> list[str]:
    """Labels of the kinds this hat decides that have nothing waiting."""
    busy = {todo.waiting.kind.key for todo in work}
    return [kind.label for kind in KINDS.values() if hat.may(kind.needs) and kind.key not in busy]


def parts(totals: Totals, query: str) -> list[Part]:
    """The stacked bar: done, and what the others lack."""
    named = (
        ("已完成", totals.passed, "k-done", "result=yes"),
        ("只差公需课", totals.public, "k-gx", "gap=public"),
        ("只差必需课", totals.professional, "k-bx", "gap=professional"),
        ("两项都差", totals.both, "k-none", "gap=both"),
    )
    if totals.both is None:
        return [
            Part("已完成", totals.passed, "k-done", f"{query}&result=yes"),
            Part("未完成", totals.rest, "k-none", f"{query}&result=no"),
        ]
    return [Part(label, count or 0, kind, f"{query}&{condition}") for label, count, kind, condition in named]


@dataclass(frozen=True)
class PersonHome:
    """首页 of a technician: the year, what is missing, how long there is, what to do next."""

    person: Person
    record: LearningRecord
    latest: list[Declaration]
    closes_on: date | None
    waiting: int

    @property
    def days_left(self) -> int | None:
        """Days until the declarations of the year close."""
        return (self.closes_on - clock.today()).days if self.closes_on else None

    @property
    def passed(self) -> bool:
        return self.record.tally.passed

    @property
    def off_roll(self) -> bool:
        return self.person.status in OFF_ROLL


def person_home(scope: Scope) -> PersonHome | None:
    """None for an account whose register entry is elsewhere or gone."""
    person = Person.objects.at_desks(scope).select_related("unit", "account").first()
    if person is None:
        return None
    plan = YearPlan.objects.filter(year=this_year(), state=YearPlan.State.PUBLISHED).first()
    latest = Declaration.objects.within(scope).select_related("review").order_by("-pk")[:LATEST]
    asked = about(person.account_id or 0).filter(state=State.PENDING).count()
    record = learning_record(person, this_year())
    return PersonHome(person, record, list(latest), plan.closes_on if plan else None, asked)


def platform_counts(scope: Scope) -> list[tuple[str, int]]:
    """What the operator sees first: how much there is of everything."""
    units = dict(Unit.objects.within(scope).order_by().values_list("kind").annotate(n=Count("pk")))
    kinds: list[tuple[str, int]] = [(str(label), units.get(value, 0)) for value, label in Unit.Kind.choices]
    return [*kinds, ("专业技术人员", Person.objects.within(scope).count())]


def job_health() -> dict[str, Any]:
    """How the queue stands: jobs by state, and since when the oldest waits."""
    counts = dict(Job.everywhere.order_by().values_list("state").annotate(n=Count("pk")))
    oldest = Job.everywhere.filter(state=Job.State.WAITING).order_by("created_at").first()
    return {
        "states": [(str(label), counts.get(value, 0)) for value, label in Job.State.choices],
        "oldest": oldest.created_at if oldest else None,
    }
