"""For every permission, what a person can see and do is what the independent model says, after each random step.

Everybody is compared after every step. Scopes and permissions are worked out anew for each; what a scope sees is asked
for once however many hats have it, and again as soon as a unit or a person has moved.
"""

import os
from functools import cache

import pytest

from jijiao.accounts.models import Hat, Substitution
from jijiao.accounts.permissions import Permission
from jijiao.administrators.tests.rights_steps import Steps
from jijiao.people.models import Person
from jijiao.scoping.scope import Scope
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit

SEED = 20261125
# `make soak` takes 10,000 steps
STEPS = int(os.environ.get("JIJIAO_SOAK_STEPS", "300"))


@pytest.mark.covers("M5.1.1.3", "M5.1.1.3.1")
def test_rights_follow_the_model_through_random_steps(cast: Cast) -> None:
    world, sights, happened = Steps(cast, SEED), Sights(), set[str]()
    for number in range(STEPS):
        step = world.step()
        sights.look_again()
        happened |= {step, *compare(world, sights, f"step {number}: {step}")}
    assert one_chief_each(world)
    assert happened >= {step.__name__ for step in world.steps} | {"lent", *Hat.Range.values}


class Sights:
    """What scopes see, as the product's queries say: units, people, people acted for."""

    def __init__(self) -> None:
        self.places: list[object] = []
        self.known: dict[Scope, tuple[set[int], set[int], set[int]]] = {}

    def look_again(self) -> None:
        """Forget everything when a row lies elsewhere than before: nothing else is in the conditions of a scope."""
        units = Unit.everywhere.order_by("pk").values_list("pk", "path")
        people = Person.everywhere.order_by("pk").values_list("pk", "unit", "unit_path", "department")
        places: list[object] = [*units, *people]
        if places != self.places:
            self.places, self.known = places, {}

    def of(self, scope: Scope) -> tuple[set[int], set[int], set[int]]:
        if scope not in self.known:
            asked = (Unit.objects.within(scope), Person.objects.within(scope), Person.objects.at_desks(scope))
            units, people, own = (set(rows.values_list("pk", flat=True)) for rows in asked)
            self.known[scope] = units, people, own
        return self.known[scope]


def compare(world: Steps, sights: Sights, when: str) -> set[str]:
    """Compare everybody with the model; what was special about them, so that the test can say it met everything."""
    live = Hat.everywhere.filter(kind=Hat.Kind.ADMINISTRATOR, ended_at__isnull=True)
    hats = list(live.select_related("account", "unit", "role").order_by("pk"))
    assert [hat.pk for hat in hats] == sorted(world.model.hats), when
    met, oversight = set(), world.model.oversight()
    deputies = set(Substitution.running().values_list("deputy", flat=True))
    for hat in hats:
        if hat.pk not in deputies:
            hat.deputed = {}  # what its own query would say, one for each hat
        may = world.model.may(hat.pk)
        scope = compare_permissions(hat, may, when)
        if scope is None:
            met.add("idle")
            continue
        people = world.model.sees_people(hat.pk, oversight)
        told = (world.model.sees_units(hat.pk, oversight), people, world.model.acts_for(hat.pk, people))
        assert sights.of(scope) == told, (when, hat)
        met.add("lent" if may - world.model.own_right(hat.pk) else hat.range)
    return met


def compare_permissions(hat: Hat, may: frozenset[str], when: str) -> Scope | None:
    """Each permission opens the hat's own scope when the model says so, and nothing otherwise; that scope."""
    # computed once for all of the permissions that open it
    hat.own_scope = cache(hat.own_scope)  # type: ignore[method-assign]
    assert {str(permission) for permission in hat.permissions} == may, (when, hat)
    for permission in Permission:
        expected = hat.own_scope() if permission in may else Scope()
        assert hat.scope(permission) == expected, (when, hat, permission)
    return hat.own_scope() if may else None


def one_chief_each(world: Steps) -> bool:
    """Every unit with administrators has exactly one 超级管理员."""
    chiefs = [hat.unit for hat in world.model.hats.values() if hat.chief]
    return sorted(chiefs) == sorted({hat.unit for hat in world.model.hats.values()})
