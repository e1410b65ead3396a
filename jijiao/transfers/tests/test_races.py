"""Two units pull at one person at once: one open transfer, never in two units."""

import threading

import pytest
from django.db import connection

from jijiao.lib.refusal import Refusal
from jijiao.testing.cast import Cast
from jijiao.transfers.models import Transfer
from jijiao.transfers.tests.setting import started

TRIES = 12


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("M5.1.5a")
def test_one_of_two_units_that_pull_at_once_succeeds(cast: Cast) -> None:
    for _ in range(TRIES):
        gate = threading.Barrier(2)
        said: list[str] = []

        def pull(hat: object, unit: object, gate: threading.Barrier = gate, said: list[str] = said) -> None:
            try:
                gate.wait()
                said.append(f"started {started(cast, by=hat, new_unit=unit).pk}")  # type: ignore[arg-type]
            except Refusal as refusal:
                said.append(refusal.message[:4])
            finally:
                connection.close()

        pullers = ((cast.school_admin, cast.school), (cast.jinan_admin, cast.jinan))
        threads = [threading.Thread(target=pull, args=pair) for pair in pullers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(word[:7] for word in said) == ["started", "此人已有"]
        assert Transfer.everywhere.filter(open=True).count() == 1
        Transfer.everywhere.filter(open=True).update(open=False)
