"""pytest fixtures shared by every test: the cast and signing in as one of it."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.testing.cast import Cast, assemble
from jijiao.testing.snapshot import once
from jijiao.testing.trail import let_tests_flush

let_tests_flush()


@pytest.fixture
def cast(db: None) -> Cast:
    """The whole cast in the test's database."""
    return once(assemble)


@pytest.fixture
def as_hat() -> Callable[[Hat], Client]:
    """`as_hat(cast.hospital_admin)` is a client signed in with that hat."""

    def enter(hat: Hat) -> Client:
        client = Client()
        client.force_login(hat.account)
        session = client.session
        session["hat"] = hat.pk
        session.save()
        return client

    return enter
