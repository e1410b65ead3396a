"""The roll follows its people: a mobile number or e-mail address they proved to be theirs is the one in their file."""

from jijiao.accounts.models import Account
from jijiao.lib.actor import Actor
from jijiao.people.correcting import correct
from jijiao.people.models import Person
from jijiao.security.contacts import Follower


def _differs(account: Account, channel: str, address: str) -> bool:
    person = Person.everywhere.filter(account=account).first()
    return person is not None and getattr(person, channel) != address


def _follow(account: Account, channel: str, address: str, by: Actor) -> None:
    person = Person.everywhere.filter(account=account).first()
    if person is not None and getattr(person, channel) != address:
        correct(person, {channel: address}, by=by)


ROLL = Follower(differs=_differs, follow=_follow)
