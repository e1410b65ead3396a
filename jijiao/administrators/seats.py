"""Who sits down as 超级管理员 of a unit because somebody above it said so; the one before keeps only looking on."""

from django.db import transaction

from jijiao.accounts import posts
from jijiao.accounts.models import Account, Hat, Role
from jijiao.accounts.posts import FORMER_CHIEFS_ROLE
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.letters.actions import tell
from jijiao.lib.refusal import Refusal
from jijiao.people.actions import link_account
from jijiao.people.models import Person
from jijiao.people.standing import trusted
from jijiao.units.models import Unit

EVERYWHERE = ("site", "email", "sms")


def chief_of(unit: Unit) -> Hat | None:
    return Hat.everywhere.filter(unit=unit, chief=True, ended_at__isnull=True).select_related("account").first()


@transaction.atomic
def seat_chief(unit: Unit, account: Account, *, instead: Hat | None = None, reason: str = "", by: Hat) -> Hat:
    """The account becomes the unit's 超级管理员 `instead` of the present one, if there is one; both are told.

    Raises Refusal when the unit's 超级管理员 is another one by now.
    """
    Unit.everywhere.select_for_update(no_key=True).only("pk").get(pk=unit.pk)
    former, looking_on = chief_of(unit), Role.everywhere.get(unit=None, name=FORMER_CHIEFS_ROLE)
    if former != instead:
        raise Refusal(f"“{unit.name}”的超级管理员已有变动，请上级部门核实后重新办理")
    own = Hat.everywhere.filter(unit=unit, account=account, ended_at__isnull=True).first()
    foreign = own is None
    if former is None and own is None:
        hat = posts.appoint(account, unit, chief=True, by=by)
    else:
        own = own or posts.appoint(account, unit, role=looking_on, by=by)
        hat = posts.make_chief(own, former_role=looking_on, reason=reason, by=by)
    if foreign:
        # read again by `people.standing.trusted`: the unit itself did not give this account its post
        record(by, Tag.CHIEF_NAME, on=hat, unit_id=unit.pk, reason=reason)
    text = f"{by.label}指定您为“{unit.name}”的超级管理员。"
    tell([account], title="您已成为超级管理员", text=text, channels=EVERYWHERE, by=by)
    if former is not None:
        text = (
            f"{by.label}已把“{unit.name}”的超级管理员更换为{account.name}，您的角色改为“{looking_on}”。原因：{reason}"
        )
        tell([former.account], title="超级管理员已更换", text=text, channels=EVERYWHERE, by=by)
    return hat


def link_own(account: Account, unit: Unit, *, new: bool, by: Hat) -> None:
    """For somebody of the unit's roll the account that the row was without; call it before the post is given.

    Not an account that was there before (not `new`) and that nobody has shown to be the person's: an activation link
    and its password bind that one.
    """
    person = Person.everywhere.filter(document_key=account.document_key, unit=unit, account=None).first()
    if person is not None and person.name == account.name and (new or trusted([account], unit)):
        link_account(person, account, by=by)
