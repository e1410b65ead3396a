"""Two units pull at one person at once, 200 times: one open transfer, one of two deciders, never in two units."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from jijiao.accounts.models import Hat
from jijiao.credits.models import AnnualResult
from jijiao.lib.refusal import Refusal
from jijiao.lib.years import this_year
from jijiao.people.models import Person
from jijiao.testing.cast import Cast
from jijiao.transfers.models import Transfer
from jijiao.transfers.tests.setting import decided, started
from jijiao.units.models import Unit

TRIES = 200
TO_THE_END = 25  # every so many a winner is decided, by two administrators at once

Act = Callable[[], str]


class Pair:
    """Two threads that keep their connections and act at the same moment, as often as they are asked to."""

    def __init__(self) -> None:
        self.gate = threading.Barrier(3, timeout=60)
        self.acts: list[Act | None] = [None, None]
        self.said = ["", ""]
        self.threads = [threading.Thread(target=self._run, args=(at,)) for at in (0, 1)]
        for thread in self.threads:
            thread.start()

    def both(self, *acts: Act) -> list[str]:
        """What each of the two said, in order of the alphabet."""
        self.acts[:] = acts
        self.gate.wait()
        self.gate.wait()
        return sorted(self.said)

    def end(self) -> None:
        self.acts[:] = [None, None]
        self.gate.wait()
        for thread in self.threads:
            thread.join()

    def _run(self, at: int) -> None:
        try:
            while True:
                self.gate.wait()
                act = self.acts[at]
                if act is None:
                    return
                try:
                    self.said[at] = act()
                except Exception as error:
                    self.said[at] = repr(error)
                self.gate.wait()
        finally:
            connection.close()


@contextmanager
def two_threads() -> Iterator[Pair]:
    pair = Pair()
    try:
        yield pair
    finally:
        pair.end()


def pulling(cast: Cast, hat: Hat, unit: Unit) -> Act:
    def pull() -> str:
        try:
            return f"started {bool(started(cast, by=hat, new_unit=unit).pk)}"
        except Refusal as refusal:
            return refusal.message[:4]

    return pull


def releasing(transfer: Transfer, hat: Hat) -> Act:
    return lambda: f"released {decided(transfer, hat).done}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("M5.1.5a", "M5.1.5b")
def test_one_of_two_units_that_pull_at_once_succeeds(cast: Cast) -> None:
    pulls = [
        pulling(cast, hat, unit) for hat, unit in ((cast.school_admin, cast.school), (cast.jinan_admin, cast.jinan))
    ]
    with two_threads() as pair:
        for at in range(TRIES):
            assert pair.both(*pulls) == ["started True", "此人已有"]
            [transfer] = Transfer.everywhere.filter(open=True)
            if at % TO_THE_END:
                Transfer.everywhere.filter(pk=transfer.pk).update(open=False)
                continue
            said = pair.both(*(releasing(transfer, hat) for hat in (cast.hospital_admin, cast.hospital_clerk)))
            assert said == ["released False", "released True"]
            _is_nowhere_else(cast, transfer)
            Person.everywhere.filter(pk=cast.li.pk).update(unit=cast.hospital, unit_path=cast.hospital.path)
    assert Transfer.everywhere.count() == TRIES


def _is_nowhere_else(cast: Cast, transfer: Transfer) -> None:
    """On the winner's roll and in its figures, and nowhere else."""
    assert Person.everywhere.get(document_key=cast.li.document_key).unit_id == transfer.new_unit_id
    [result] = AnnualResult.everywhere.filter(person=cast.li, year=this_year())
    assert result.unit_id == transfer.new_unit_id
    assert not Transfer.everywhere.filter(person=cast.li, open=True).exists()
