"""更换上级: the subtree follows with every copy of its path; what would break the tree is refused."""

import random
from collections.abc import Callable

import pytest

from jijiao.credits.actions import settle
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.testing.together import at_once
from jijiao.units.checking import tree_differences
from jijiao.units.models import Guest, Unit
from jijiao.units.moving import move

pytestmark = pytest.mark.covers("M5.1.2")


def test_a_unit_takes_all_that_is_below_it_and_every_copy_of_its_path_along(cast: Cast) -> None:
    nurse = make.person(cast.clinic, "护士甲", 301)
    settle([(nurse.pk, 2026)])
    moved = move(cast.hospital, superior=None, authority=cast.jinan, by=SYSTEM)
    cast.clinic.refresh_from_db()
    nurse.refresh_from_db()
    assert moved.path.startswith(cast.jinan.path)
    assert nurse.unit_path == cast.clinic.path
    assert cast.clinic.path.startswith(moved.path)
    assert list(tree_differences()) == []
    assert nurse in Person.objects.within(cast.jinan_admin.own_scope())
    assert nurse not in Person.objects.within(cast.health_admin.own_scope())
    # Jinan now lies above it: it needs no second line any more
    assert not Guest.objects.filter(unit=cast.clinic).exists()


def test_moving_back_draws_the_second_line_again(cast: Cast) -> None:
    move(cast.hospital, superior=None, authority=cast.jinan, by=SYSTEM)
    move(cast.hospital, superior=cast.health, authority=cast.jinan, by=SYSTEM)
    assert Guest.objects.filter(unit=cast.clinic, authority=cast.jinan).exists()
    assert list(tree_differences()) == []


@pytest.mark.parametrize("superior", ["hospital", "clinic"])
def test_a_circle_is_refused(cast: Cast, superior: str) -> None:
    with pytest.raises(Refusal, match="不能选为上级"):
        move(cast.hospital, superior=getattr(cast, superior), authority=cast.jinan, by=SYSTEM)
    assert list(tree_differences()) == []


def test_a_superior_that_is_not_active_is_refused(cast: Cast) -> None:
    Unit.everywhere.filter(pk=cast.school.pk).update(status=Unit.Status.SUSPENDED)
    with pytest.raises(Refusal, match="停用"):
        move(cast.clinic, superior=cast.school, authority=cast.jinan, by=SYSTEM)


def test_a_tree_that_would_be_too_deep_is_refused(cast: Cast) -> None:
    lowest = cast.clinic
    for number in range(8):
        lowest = make.unit(f"第{number}层", Unit.Kind.EMPLOYER, "370102", superior=lowest, authority=cast.jinan)
    with pytest.raises(Refusal, match="最多 12 级"):
        move(cast.school, superior=lowest, authority=cast.qingdao, by=SYSTEM)
    with pytest.raises(Refusal, match="最多 12 级"):
        make.unit("再下一层", Unit.Kind.EMPLOYER, "370102", superior=lowest, authority=cast.jinan)


def test_random_moves_leave_what_a_computation_from_scratch_finds(cast: Cast) -> None:
    chance = random.Random(20261124)
    units = _forest(cast, chance, 24)
    for number, unit in enumerate(units):
        make.person(unit, f"某人{number}", 400 + number)
    refused = 0
    for _ in range(60):
        unit, superior = chance.sample(units, 2)
        home = superior if chance.random() < 0.9 else None
        authority = chance.choice((cast.jinan, cast.qingdao))
        try:
            move(unit, superior=home, authority=authority, by=SYSTEM)
        except Refusal:
            refused += 1
    assert 0 < refused < 40
    assert list(tree_differences()) == []


@pytest.mark.django_db(transaction=True)
def test_units_that_are_moved_under_each_other_at_once_never_close_a_circle(cast: Cast) -> None:
    chance = random.Random(7)
    units = _forest(cast, chance, 8)
    plans = [[chance.sample(units, 2) for _ in range(25)] for _ in range(4)]
    at_once([_mover(cast, plan) for plan in plans])
    assert list(tree_differences()) == []


def _mover(cast: Cast, plan: list[list[Unit]]) -> Callable[[], None]:
    def act() -> None:
        for unit, superior in plan:
            try:
                move(unit, superior=superior, authority=cast.jinan, by=SYSTEM)
            except Refusal:
                continue

    return act


def _forest(cast: Cast, chance: random.Random, size: int) -> list[Unit]:
    units: list[Unit] = []
    for number in range(size):
        superior = chance.choice([None, *units]) if number else None
        authority = chance.choice((cast.jinan, cast.qingdao))
        units.append(
            make.unit(f"林中{number}", Unit.Kind.EMPLOYER, authority.region_id, superior=superior, authority=authority)
        )
    return units
