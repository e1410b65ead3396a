"""The stops of a review: written when it sets out, decided one after the other, each with the days its desk has."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from jijiao.accounts.models import Hat
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.working_days import working_days_after
from jijiao.reviews.flow import IllegalMove, State
from jijiao.reviews.kinds import Halt
from jijiao.reviews.models import Review, Stop


def stops_of(review: Review, halts: Sequence[Halt]) -> list[Stop]:
    """The route as rows not yet saved; the first desk's days begin now."""
    return [
        Stop(
            review=review,
            round=review.round,
            seq=seq,
            unit=halt.unit,
            label=halt.label,
            alone=halt.alone,
            days=halt.days,
            stand_in=halt.stand_in,
            due_on=due(halt.days) if seq == 0 else None,
            # the database compares it with the decider
            submitter_id=None if halt.alone else review.submitted_by_id,
            subject_account_id=review.subject_account_id,
        )
        for seq, halt in enumerate(halts)
    ]


def due(days: int | None) -> date | None:
    """The last day of a desk that begins today and has so many working days; None: it has no limit."""
    return working_days_after(clock.today(), days) if days else None


def move_on(reviews: Sequence[Review], approve: bool, note: str, by: Actor) -> list[int]:
    """Write the stop and move each review; returns those whose way ends with this decision."""
    now, ended = clock.now(), []
    groups: dict[tuple[int, int, int], list[Review]] = defaultdict(list)
    for review in reviews:
        groups[review.round, review.passed, review.stops_total].append(review)
    for (turn, passed, _), rows in groups.items():
        flow = rows[0].flow.approve() if approve else rows[0].flow.reject()
        ids = [row.pk for row in rows]
        moved = Review.everywhere.filter(pk__in=ids, state=State.PENDING, round=turn, passed=passed)
        Stop.everywhere.filter(review_id__in=ids, round=turn, seq=passed, decision="").update(
            decision="approved" if approve else "rejected",
            note=note,
            decided_by=by if isinstance(by, Hat) else None,
            decider_id=by.account_id,
            deputed_for=by.stands_for.account.name if isinstance(by, Hat) and by.stands_for else "",
            decided_at=now,
        )
        if flow.state is State.PENDING:
            count = pass_on(ids, turn, flow.passed)
        else:
            count = moved.update(state=flow.state, passed=flow.passed, desk=None, desk_path=None, decided_at=now)
            ended += ids
        if count != len(ids):
            raise IllegalMove("有申请刚刚被其他人办理，请刷新后再试")
    return ended


def pass_on(ids: Sequence[int], turn: int, passed: int) -> int:
    """To the next desk of each route, whose days begin now; returns how many went."""
    nexts = Stop.everywhere.filter(review_id__in=ids, round=turn, seq=passed).select_related("unit")
    went = 0
    for stop in nexts:
        went += Review.everywhere.filter(pk=stop.review_id, state=State.PENDING, passed=passed - 1).update(
            passed=passed, desk=stop.unit, desk_path=stop.unit.path, desk_since=clock.now()
        )
        if stop.days:
            Stop.everywhere.filter(pk=stop.pk).update(due_on=due(stop.days))
    return went
