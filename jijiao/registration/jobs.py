"""After the answer: the owner of a number that was typed is told, and applicants hear of the outcome."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from jijiao.accounts.models import Account
from jijiao.jobs.registry import job
from jijiao.jobs.run import Run
from jijiao.letters.actions import send, tell
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.people import activating
from jijiao.people.models import Person
from jijiao.registration.actions import TELL_OUTCOME, TELL_OWNER
from jijiao.registration.models import Registration
from jijiao.registration.queries import KINDS
from jijiao.reviews.flow import State

TITLE = "有人用您的证件号申请注册"
TEXT = (
    "{kind}（{name}）的申请使用了您的证件号，而您已是本系统用户，该申请不会通过。如是您本人，请撤回后勾选“已是本系统用户”重新提交，"
    "或直接登录；忘记密码请先找回。如不是您本人，不必理会，您的账号没有变化。"
)
LISTED = (
    "{kind}的申请使用了您的证件号，而您已由{unit}登记在册，不需要注册。如是您本人：{door}激活账号；要换到别的单位的，登录后办理“单位调转”。"
    "如不是您本人，不必理会。"
)
OUTCOME = "{kind}审核结果"
LET_IN = "您的{kind}申请已通过审核，现在可以用证件号和注册时设置的密码登录：{site}"
TURNED_AWAY = (
    "您的{kind}申请没有通过审核，审核意见：{note}。请凭查询编号 {number} 和证件号，"
    "在“注册进度查询”中修改后重新提交：{site}"
)
CHUNK = 50


@job(TELL_OWNER, label="告知账号本人")
def tell_owner(run: Run) -> None:
    """Tell the owner at the addresses of the account or the roll, never at those typed in the application.

    Only while it waits: once it was approved, the account that the number has is the applicant's own.
    """
    with run.chunk(done=1, total=1):
        for registration in _rows(run.payload["kind"], [run.payload["registration"]]).filter(open=True):
            owners = Account.objects.filter(document_key=registration.document_key)
            text = TEXT.format(kind=registration.kind_name, name=registration)
            tell(owners, title=TITLE, text=text, channels=("site", "email", "sms"), by=SYSTEM)
            for person in Person.everywhere.filter(document_key=registration.document_key).select_related("unit"):
                _tell_listed(person, registration)


def _tell_listed(person: Person, registration: Any) -> None:
    """Somebody on a roll without an account is led to activation, with a link unless one is open already."""
    if activating.why_not(person):
        return
    has_link = (
        hasattr(person, "activation") and person.activation.secret_key and person.activation.expires_at > clock.now()
    )
    door = "请用单位发给您的激活链接，或向单位管理员索取，"
    if not has_link:
        secret = activating.open_links([person], by=SYSTEM)[person.pk]
        door = f"请打开 {settings.SITE_URL}{reverse('roster.activation', args=[secret])} "
    text = LISTED.format(kind=registration.kind_name, unit=person.unit.name, door=door)
    _send_to([person.mobile, person.email], TITLE, text)


@job(TELL_OUTCOME, label="告知注册结果")
def tell_outcome(run: Run) -> None:
    """By SMS and e-mail to whoever applied: without an account there is nowhere else to look."""
    ids = run.payload["registrations"]
    for start in range(run.cursor, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        end = start + len(part)
        with run.chunk(done=end, total=len(ids), cursor=end):
            for registration in _rows(run.payload["kind"], part).select_related("review", "existing_account"):
                _tell_one(registration)


def _tell_one(registration: Any) -> None:
    kind, title = registration.kind_name, OUTCOME.format(kind=registration.kind_name)
    approved = registration.review.state == State.APPROVED
    if approved:
        text = LET_IN.format(kind=kind, site=settings.SITE_URL)
    else:
        last = registration.review.stops.filter(decision="rejected").order_by("-round", "-seq").first()
        number = registration.grouped_number
        text = TURNED_AWAY.format(kind=kind, note=last.note if last else "", number=number, site=settings.SITE_URL)
    if registration.existing_account is not None:
        tell([registration.existing_account], title=title, text=text, channels=("site", "email", "sms"), by=SYSTEM)
    else:
        _send_to([registration.mobile, registration.email], title, text)


def _send_to(addresses: Iterable[str], title: str, text: str) -> None:
    for address in filter(None, addresses):
        send(address, title, text, by=SYSTEM)


def _rows(kind: str, ids: list[int]) -> Any:
    models: dict[str, type[Registration]] = {model.__name__: model for model in KINDS}
    return models[kind].everywhere.filter(pk__in=ids)
