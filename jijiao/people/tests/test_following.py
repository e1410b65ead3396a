"""名册随人: a contact confirmed by its code is the one on the roll; what a unit files never recovers a password."""

import pytest

from jijiao.accounts.models import Account, mobile_key
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.letters.models import Delivery, Letter
from jijiao.lib.refusal import Refusal
from jijiao.people.correcting import correct
from jijiao.people.models import Person
from jijiao.security import contacts
from jijiao.security.contacts import Follower, ask, confirm
from jijiao.security.recovery import begin
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M2.3", "M5.1.4.1")]
NEW = {"mobile": "13600009999", "email": "li-new@example.com"}


def confirmed(cast: Cast, channel: str, address: str) -> None:
    """李建国 asks for a code at the address and brings it back."""
    account = Account.objects.get(pk=cast.li_hat.account_id)
    pending = ask(account, channel, address, make.PASSWORD, by=cast.li_hat)
    code = Delivery.objects.latest("pk").text[7:13]
    confirm(account, pending, code, by=cast.li_hat)


@pytest.mark.parametrize("channel", NEW)
def test_the_roll_follows_and_the_trail_says_so(cast: Cast, channel: str) -> None:
    confirmed(cast, channel, NEW[channel])
    person, account = Person.everywhere.get(pk=cast.li.pk), Account.objects.get(pk=cast.li_hat.account_id)
    assert (getattr(person, channel), getattr(account, channel)) == (NEW[channel], NEW[channel])
    assert person.mobile_key == mobile_key(person.mobile)
    [event] = Event.objects.filter(tag=Tag.PERSON_CORRECT)
    assert (event.subject_id, event.particulars["fields"]) == (cast.li.pk, [channel])
    assert getattr(Person.everywhere.get(pk=cast.wang.pk), channel) == getattr(cast.wang, channel)
    begun = begin("111", person.document, {"mobile": "sms"}.get(channel, channel), NEW[channel], network="10.0.0.1")
    assert begun.account == account


def test_both_change_or_neither(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Refusal("不行")

    before = Account.objects.get(pk=cast.li_hat.account_id).mobile, Person.everywhere.get(pk=cast.li.pk).mobile
    last = Follower(differs=lambda *_: False, follow=refuse)
    monkeypatch.setattr(contacts, "followers", [*contacts.followers, last])
    with pytest.raises(Refusal, match="不行"):
        confirmed(cast, "mobile", NEW["mobile"])
    after = Account.objects.get(pk=cast.li_hat.account_id).mobile, Person.everywhere.get(pk=cast.li.pk).mobile
    assert (after, Letter.everywhere.count(), Event.objects.filter(tag=Tag.PERSON_CORRECT).count()) == (before, 0, 0)


def test_a_number_that_the_unit_filed_otherwise_is_put_right_by_the_same_code(cast: Cast) -> None:
    own = Account.objects.get(pk=cast.li_hat.account_id).mobile
    assert cast.li.mobile != own
    confirmed(cast, "mobile", own)
    assert Person.everywhere.get(pk=cast.li.pk).mobile == own
    assert not Letter.everywhere.exists()  # where codes go is as it was
    with pytest.raises(Refusal, match="与现在登记的手机相同"):
        confirmed(cast, "mobile", own)


@pytest.mark.parametrize("who", ["hospital_admin", "li_hat"])
def test_what_is_filed_without_a_code_never_recovers_a_password(cast: Cast, who: str) -> None:
    before = Account.objects.get(pk=cast.li_hat.account_id)
    correct(cast.li, NEW, by=cast.hats()[who])
    person, account = Person.everywhere.get(pk=cast.li.pk), Account.objects.get(pk=cast.li_hat.account_id)
    assert (person.mobile, person.email) == (NEW["mobile"], NEW["email"])
    assert (account.mobile, account.mobile_key, account.email) == (before.mobile, before.mobile_key, before.email)
    assert begin("111", person.document, "sms", NEW["mobile"], network="10.0.0.1").account is None
