"""Handlers that make no sense stop the start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from jijiao.jobs.registry import HANDLERS, Handler, job, register
from jijiao.jobs.run import Run


def one(run: Run) -> None: ...


def two(run: Run) -> None: ...


def test_two_handlers_for_one_kind_are_refused() -> None:
    try:
        job("tests.twice", label="一")(one)
        job("tests.twice", label="一")(one)
        with pytest.raises(ImproperlyConfigured):
            job("tests.twice", label="二")(two)
    finally:
        HANDLERS.pop("tests.twice")


@pytest.mark.parametrize(("kind", "label"), [("nameless", "有名"), ("tests.nameless", "")])
def test_a_kind_needs_its_app_and_a_label(kind: str, label: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        register(Handler(kind, label, one))


def test_every_handler_found_at_start_has_a_label() -> None:
    assert all(handler.label for handler in HANDLERS.values())
