"""Makers: functions with defaults that put one thing into the database, through the product's actions."""

from datetime import date
from itertools import count

from django.contrib.auth.hashers import make_password

from jijiao.accounts import actions as accounts
from jijiao.accounts.models import Account, Hat, Role, document_key, mobile_key
from jijiao.demo.invented import credit_code as credit_code
from jijiao.demo.invented import document
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.lib.documents import RESIDENT_CARD
from jijiao.people.models import Person
from jijiao.units import actions as units
from jijiao.units import departments
from jijiao.units.models import Department, Region, Unit

PASSWORD = "Lan-hua_2026"
_numbers = count(1)


def region(code: str, name: str, parent: str | None = None) -> Region:
    return Region.objects.get_or_create(code=code, defaults={"name": name, "parent_id": parent})[0]


def unit(
    name: str, kind: str, region_id: str, *, superior: Unit | None = None, authority: Unit | None = None, code: str = ""
) -> Unit:
    facts = units.UnitFacts(
        name=name, kind=kind, region_id=region_id, nature="21", level="30", phone="0531-86000000", credit_code=code
    )
    return units.found(facts, superior=superior, authority=authority, by=SYSTEM)


def department(of: Unit, name: str) -> Department:
    return departments.add(of, name, by=SYSTEM)


def account(name: str, number: int | None = None) -> Account:
    number = number if number is not None else 5000 + next(_numbers)
    return accounts.register(
        document_kind=RESIDENT_CARD,
        document=document(number),
        name=name,
        mobile=f"139{number:08d}",
        email=f"n{number}@example.com",
        password_hash=make_password(PASSWORD),
        by=SYSTEM,
    )


def administrator(of: Unit, name: str, number: int | None = None, *, role: str = "") -> Hat:
    """The unit's 超级管理员, or with `role` an administrator who holds that built-in role."""
    held = Role.everywhere.get(unit=None, name=role) if role else None
    return accounts.appoint(account(name, number), of, role=held, chief=not role, by=SYSTEM)


def operator(name: str, number: int, role: str) -> Hat:
    return accounts.appoint_operator(account(name, number), role, by=SYSTEM)


def technician_hat(of: Account) -> Hat:
    return accounts.give_hat(of, Hat.Kind.TECHNICIAN, by=SYSTEM)


def person(of: Unit, name: str, number: int | None = None, *, with_account: bool = False) -> Person:
    """A technician on the unit's roll; `with_account` gives a sign-in and the hat as well."""
    number = number if number is not None else 20000 + next(_numbers)
    text = document(number)
    owner = account(name, number) if with_account else None
    if owner:
        technician_hat(owner)
    return Person.everywhere.create(
        account=owner,
        unit=of,
        unit_path=of.path,
        document_kind=RESIDENT_CARD,
        document=text,
        document_key=document_key(RESIDENT_CARD, text),
        name=name,
        sex="1" if int(text[16]) % 2 else "2",
        born_on=date(int(text[6:10]), int(text[10:12]), int(text[12:14])),
        mobile=f"138{number:08d}",
        mobile_key=mobile_key(f"138{number:08d}"),
        title_series="05",
        title_level="3",
        title="工程师",
        enrolled_at=clock.now(),
    )
