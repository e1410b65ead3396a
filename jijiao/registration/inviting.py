"""邀请单位注册: somebody whose unit is not registered asks it to be; the unit's people get a link to the form."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.letters.actions import send
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM, Actor
from jijiao.registration.models import UnitInvitation, UnitRegistration
from jijiao.reviews.flow import State
from jijiao.units.models import Region

TITLE = "邀请单位注册"
TEXT = (
    "{inviter}邀请{unit}在专业技术人员继续教育公共服务平台注册，注册后本单位人员即可登记学时。办理注册：{link} 。"
    "如与您无关，不必理会。"
)
DONE = "您邀请的{unit}已完成注册，现在可以选择它作为所在单位进行个人注册，或把单位调转到它。"


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What the form says; both addresses are a mobile number, an e-mail or empty."""

    unit_name: str
    region: Region
    address: str = ""
    inviter: str
    contact: str = ""


@transaction.atomic
def invite(asking: Asking, *, by: Actor) -> UnitInvitation:
    """Keep the invitation and send its link to the unit's people, where an address of theirs is known."""
    names = ("unit_name", "region", "address", "inviter", "contact")
    values = {name: getattr(asking, name) for name in names}
    invitation = UnitInvitation.objects.create(**values, made_at=clock.now())
    if invitation.address:
        text = TEXT.format(inviter=invitation.inviter, unit=invitation.unit_name, link=link_of(invitation))
        send(invitation.address, TITLE, text, by=SYSTEM)
    record(by, Tag.UNIT_INVITE, on=invitation)
    return invitation


def link_of(invitation: UnitInvitation) -> str:
    """Leads to 用人单位注册 with name and region filled in."""
    return f"{settings.SITE_URL}{reverse('registration.unit')}?invitation={invitation.ref}"


def invitation_by(ref: str) -> UnitInvitation | None:
    return UnitInvitation.objects.filter(ref=ref).select_related("region", "registration__review").first()


def answered(ref: str, registration: UnitRegistration) -> None:
    """The unit applied by the link; of several applications the first counts."""
    UnitInvitation.objects.filter(ref=ref, registration__isnull=True).update(registration=registration)


def tell_inviters(registrations: Sequence[UnitRegistration]) -> None:
    """The invited units are in; whoever asked them and left an address hears of it."""
    for invitation in UnitInvitation.objects.filter(registration__in=registrations).exclude(contact=""):
        send(invitation.contact, TITLE, DONE.format(unit=invitation.unit_name), by=SYSTEM)


def progress(invitation: UnitInvitation) -> str:
    """What has come of it, in words."""
    registration = invitation.registration
    if registration is None:
        return "等待单位办理注册"
    approved = registration.review is not None and registration.review.state == State.APPROVED
    return "单位已完成注册" if approved else "单位已提交注册，正在办理"
