"""What an upgrade does to roles that units made themselves: nobody loses a right by its getting a name of its own."""

from importlib import import_module

import pytest
from django.apps import apps

from jijiao.accounts.models import Role
from jijiao.accounts.permissions import Permission
from jijiao.testing.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M5.1.1.3")]


def test_who_could_import_still_looks_after_people_and_asks_for_them(cast: Cast) -> None:
    importing, reading = (
        Role.everywhere.create(unit=cast.hospital, name=name, permissions=permissions)
        for name, permissions in (("人事", ["people.import", "people.view"]), ("查看", ["people.view"]))
    )
    import_module("jijiao.accounts.migrations.0003_rights_of_their_own").keep(apps, None)
    importing.refresh_from_db()
    reading.refresh_from_db()
    assert importing.offers(cast.hospital) >= {Permission.PEOPLE_MANAGE, Permission.TRANSFERS_ASK}
    assert reading.permissions == ["people.view"]
