"""Periodic acts: when due, by one worker, and a failure of one stops no other."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from jijiao.jobs import periodic
from jijiao.jobs.models import Round
from jijiao.lib import clock

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, 0)  # noqa: DTZ001 - the clock reads it as Asia/Shanghai


@pytest.fixture(autouse=True)
def _own_list(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(periodic, "ACTS", {})
    with clock.frozen(NOON):
        yield


def later(minutes: int) -> list[str]:
    with clock.frozen(NOON + timedelta(minutes=minutes)):
        return periodic.run_due()


def test_an_act_is_done_when_it_is_due_and_not_before() -> None:
    periodic.every("a.sweep", label="清理", minutes=10)(lambda: "3 条")
    assert periodic.run_due() == ["a.sweep"]
    assert later(9) == []
    assert later(11) == ["a.sweep"]
    row = Round.objects.get()
    assert (row.note, row.failed) == ("3 条", False)
    assert row.next_at == clock.now() + timedelta(minutes=21)


def test_two_workers_that_look_at_once_do_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    periodic.every("a.sweep", label="清理", minutes=10)(lambda: "")
    act = periodic.ACTS["a.sweep"]
    assert [periodic._claim(act), periodic._claim(act)] == [True, False]


def test_a_failure_is_written_down_without_its_values_and_stops_no_other() -> None:
    def fails() -> str:
        raise ValueError("370000199001010011")

    periodic.every("a.fails", label="失败", minutes=1)(fails)
    periodic.every("b.works", label="正常", minutes=1)(lambda: "ok")
    assert periodic.run_due() == ["a.fails", "b.works"]
    assert list(Round.objects.order_by("key").values_list("note", "failed")) == [("ValueError", True), ("ok", False)]


def test_two_acts_of_one_name_are_refused_at_start_up() -> None:
    periodic.every("a.sweep", label="清理", minutes=1)(lambda: "")
    with pytest.raises(ImproperlyConfigured):
        periodic.every("a.sweep", label="别的", minutes=1)(lambda: "")
