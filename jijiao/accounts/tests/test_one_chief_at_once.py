"""Two who hand 超级管理员 over in the same moment: there is exactly one before, in between and afterwards."""

import threading

import pytest
from django.db import connection

from jijiao.accounts.models import Hat
from jijiao.accounts.posts import make_chief
from jijiao.lib.actor import SYSTEM
from jijiao.testing.cast import Cast

ROUNDS = 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("M5.1.1.3")
def test_there_is_always_exactly_one_chief(cast: Cast) -> None:
    seen: set[int] = set()
    over = threading.Event()

    def hand(to: Hat) -> None:
        try:
            for _ in range(ROUNDS):
                make_chief(to, by=SYSTEM)
        finally:
            connection.close()

    def watch() -> None:
        try:
            while not over.is_set():
                seen.add(Hat.everywhere.filter(unit=cast.hospital, chief=True, ended_at=None).count())
        finally:
            connection.close()

    hands = [threading.Thread(target=hand, args=(hat,)) for hat in (cast.hospital_clerk, cast.hospital_reader)]
    watcher = threading.Thread(target=watch)
    watcher.start()
    for thread in hands:
        thread.start()
    for thread in hands:
        thread.join()
    over.set()
    watcher.join()
    assert seen == {1}
