"""A hundred changes of superior at once: no circle, every open review on one desk, the one the rules name."""

import random
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from django.db import transaction

from jijiao.accounts.models import Hat
from jijiao.changes import actions
from jijiao.changes.models import UnitChange
from jijiao.changes.review import UNIT_CHANGE
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.registration.tests.forms_filled import person_asks
from jijiao.reviews.actions import decide
from jijiao.reviews.kinds import KINDS
from jijiao.reviews.models import Review, Reviewable, Stop
from jijiao.reviews.queries import subjects_of
from jijiao.reviews.redirect import redirect
from jijiao.reviews.routing import Router
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.testing.together import at_once
from jijiao.units.checking import tree_differences
from jijiao.units.models import Unit
from jijiao.units.moving import move

STAFFED, BARE, WORKERS, TURNS = 8, 5, 4, 25  # a hundred turns


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("M5.1.1.1")
def test_a_hundred_changes_of_superior_at_once(cast: Cast) -> None:
    chance = random.Random(11)
    staffed = _units(cast, chance, STAFFED)
    hats = {unit.pk: make.administrator(unit, f"管理{unit.pk}") for unit in staffed}
    bare = _units(cast, chance, BARE, staffed)
    for number, unit in enumerate([*bare, *staffed]):
        person_asks(unit, 70 + number)  # without an administrator of its own it lies with the one above
    done: Counter[str] = Counter()
    plans = [[[*chance.sample(staffed, 2), chance.choice(bare)] for _ in range(TURNS)] for _ in range(WORKERS)]
    at_once([_worker(cast, plan, hats, done) for plan in plans])
    assert list(tree_differences()) == []
    assert _misplaced() == []
    assert done["moved"] + done["asked"] > WORKERS * TURNS // 2  # the others met another that was quicker
    assert done["moved"] >= TURNS
    assert done["asked"] >= TURNS // 2


def _units(cast: Cast, chance: random.Random, size: int, above: Sequence[Unit] = ()) -> list[Unit]:
    units: list[Unit] = []
    for number in range(size):
        superior = chance.choice(above) if above else chance.choice([None, *units])
        name = f"{'分' if above else '总'}公司{number}"
        units.append(make.unit(name, Unit.Kind.EMPLOYER, "370100", superior=superior, authority=cast.jinan))
    return units


def _worker(cast: Cast, plan: list[list[Unit]], hats: dict[int, Hat], done: Counter[str]) -> Callable[[], None]:
    """Now a unit asks for another superior and both say yes, now a superior moves a unit itself."""
    desks = hats | {cast.jinan.pk: cast.jinan_admin}

    def act() -> None:
        for turn, (unit, superior, branch) in enumerate(plan):
            try:
                if turn % 3:
                    with transaction.atomic():
                        move(branch, superior=superior, authority=cast.jinan, by=SYSTEM)
                        redirect(branch, by=SYSTEM)
                    done["moved"] += 1
                else:
                    change = actions.ask_superior(unit, superior, reason="划转", by=hats[unit.pk])
                    done["asked"] += 1
                    _settle(change, desks)
            except Refusal:
                continue

    return act


def _settle(change: UnitChange, desks: dict[int, Hat]) -> None:
    """Whoever has it on the desk approves; what cannot be approved any more is rejected."""
    for _ in range(4):
        review = Review.everywhere.get(pk=change.review_id or 0)
        hat = desks.get(review.desk_id or 0)
        if hat is None:
            return
        scope = hat.scope(UNIT_CHANGE.needs)
        [outcome] = decide(UNIT_CHANGE, [review.pk], approve=True, by=hat, scope=scope)
        if not outcome.done:
            decide(UNIT_CHANGE, [review.pk], approve=False, note="上级已变更", by=hat, scope=scope)


def _misplaced() -> list[str]:
    """Open reviews that lie elsewhere than on the one desk that their route, asked for now, begins with."""
    found = []
    for review in Review.everywhere.filter(state="pending").select_related("desk"):
        kind = KINDS[review.kind]
        [subject] = subjects_of(kind, [review.pk])
        halts = Router(kind.needs).desks(
            kind.route(subject), submitter=review.submitted_by_id, about=review.subject_account_id
        )
        present = Stop.everywhere.get(review=review, round=review.round, seq=review.passed)
        right = _rightful(review, subject)
        assert halts[review.passed].unit == right
        if (present.decision, present.unit, review.desk) != ("", right, right) or review.desk_path != right.path:
            found.append(f"{kind.key} {review.pk}: on {review.desk}, should be on {right}")
    return found


def _rightful(review: Review, subject: Reviewable) -> Unit:
    """The desk by the rules in plain words: the old superior, then the new one; a registration lies with the unit.

    Where a unit has no administrator, the next one above it that has.
    """
    unit = Unit.everywhere.get(pk=subject.unit_id)  # type: ignore[attr-defined]
    at: Unit | None = unit
    if isinstance(subject, UnitChange):
        at = unit.above if review.passed == 0 else subject.superior or unit.authority
    while at is not None and not Hat.everywhere.filter(unit=at, ended_at__isnull=True).exists():
        at = at.above
    assert at is not None
    return at
