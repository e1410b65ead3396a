"""For every permission, what a person can see and do is what the independent model says, after each random step."""

import os
import random

import pytest

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.administrators.tests.rights_steps import Steps
from jijiao.people.models import Person
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit

SEED = 20261125
# `make soak` takes 10,000 steps
STEPS = int(os.environ.get("JIJIAO_SOAK_STEPS", "300"))
LOOKED_AT = 2 if STEPS <= 300 else 6  # administrators compared after each step, others every time
EVERYBODY = 100  # after so many steps all of them are


@pytest.mark.covers("M5.1.1.3", "M5.1.1.3.1")
def test_rights_follow_the_model_through_random_steps(cast: Cast) -> None:
    world, looking, happened = Steps(cast, SEED), random.Random(SEED), set[str]()
    for number in range(STEPS):
        step = world.step()
        happened.add(step)
        present = sorted(world.model.hats)
        assert present == live_hats(), (number, step)
        everybody = number % EVERYBODY == EVERYBODY - 1
        for pk in present if everybody else looking.sample(present, min(LOOKED_AT, len(present))):
            happened.add(compare(world, pk, f"step {number}: {step}", looking))
    assert one_chief_each(world)
    assert happened >= {step.__name__ for step in world.steps} | {"lent", *Hat.Range.values}


def compare(world: Steps, pk: int, when: str, looking: random.Random) -> str:
    """Compare one hat with the model; what was special about it, so that the test can say it met everything."""
    hat = Hat.everywhere.select_related("account", "unit", "role").get(pk=pk)
    may = world.model.may(pk)
    assert {str(permission) for permission in hat.permissions} == may, (when, hat)
    for permission in Permission:
        assert permission in may or hat.scope(permission).empty, (when, hat, permission)
    if not may:
        return "idle"
    # one scope serves every permission that is held: another one each time
    scope = hat.scope(looking.choice(sorted(may)))
    assert ids(Unit.objects.within(scope)) == world.model.sees_units(pk), (when, hat)
    assert ids(Person.objects.within(scope)) == world.model.sees_people(pk), (when, hat)
    assert ids(Person.objects.at_desks(scope)) == world.model.acts_for(pk), (when, hat)
    return "lent" if may - world.model.own_right(pk) else hat.range


def ids(rows: object) -> set[int]:
    return set(rows.values_list("pk", flat=True))  # type: ignore[attr-defined]


def live_hats() -> list[int]:
    rows = Hat.everywhere.filter(kind=Hat.Kind.ADMINISTRATOR, ended_at__isnull=True)
    return sorted(rows.values_list("pk", flat=True))


def one_chief_each(world: Steps) -> bool:
    """Every unit with administrators has exactly one 超级管理员."""
    chiefs = [hat.unit for hat in world.model.hats.values() if hat.chief]
    return sorted(chiefs) == sorted({hat.unit for hat in world.model.hats.values()})
