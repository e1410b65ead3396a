"""The limiter counts atomically and forgets with its window."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from jijiao.lib import clock
from jijiao.web import limits


@pytest.mark.django_db
def test_the_window_passes() -> None:
    start = clock.now()
    with clock.frozen(start):
        assert [limits.take("k", 2, 60) for _ in range(3)] == [True, True, False]
        assert limits.taken("k") == 3
    with clock.frozen(start + timedelta(seconds=61)):
        assert limits.taken("k") == 0
        assert limits.take("k", 2, 60)


@pytest.mark.django_db
def test_a_success_clears() -> None:
    limits.count("k", 60)
    limits.clear("k")
    assert limits.taken("k") == 0


@pytest.mark.django_db(transaction=True)
def test_of_200_parallel_tries_exactly_five_pass() -> None:
    def one(_: int) -> bool:
        try:
            return limits.take("rush", 5, 900)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(one, range(200))) == 5
