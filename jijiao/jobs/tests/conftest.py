"""Kinds of jobs that exist for one test."""

from collections.abc import Callable, Iterator

import pytest

from jijiao.jobs.registry import HANDLERS, Handler, register
from jijiao.jobs.run import Run

KIND = "tests.work"


@pytest.fixture
def does() -> Iterator[Callable[[Callable[[Run], None]], str]]:
    """`does(work)` makes `work` what the jobs of KIND do, and returns KIND."""

    def use(work: Callable[[Run], None]) -> str:
        HANDLERS.pop(KIND, None)
        register(Handler(KIND, "测试任务", work))
        return KIND

    yield use
    HANDLERS.pop(KIND, None)
