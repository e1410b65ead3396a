"""After the wizard: find out whether the number has an account, then ask its owner, or open an account."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from jijiao.accounts.models import Account
from jijiao.administrators import inviting
from jijiao.administrators.models import Invitation
from jijiao.jobs.registry import job
from jijiao.jobs.run import Run
from jijiao.letters.actions import send, tell
from jijiao.lib.refusal import Refusal

TITLE = "管理员邀请"


@job(inviting.ASK, label="邀请管理员")
def ask(run: Run) -> None:
    """Ask whoever the number belongs to; without an account and with a typed password, open the account."""
    with run.chunk(done=1, total=1):
        rows = Invitation.everywhere.filter(pk=run.payload["invitation"], answered_at__isnull=True)
        invitation = rows.select_related("unit", "by__account", "by__unit", "by__role", "role").first()
        if invitation is not None:
            _ask(invitation)


def _ask(invitation: Invitation) -> None:
    account = Account.objects.filter(document_key=invitation.document_key).first()
    if account is None and invitation.direct and invitation.password_hash:
        _register(invitation)
        return
    secret = inviting.open_secret(invitation)
    link = f"{settings.SITE_URL}{reverse('administrators.invitation', args=[secret])}"
    unit, inviter = invitation.unit.name, invitation.by.label if invitation.chief else invitation.by.account.name
    post = "超级管理员" if invitation.chief else "管理员"
    text = f"{inviter}邀请您担任“{unit}”的{post}，7 天内有效。"
    if account is None:
        for address in filter(None, (invitation.email, invitation.mobile)):
            send(address, TITLE, f"{text}请打开 {link} 核对后确认；不认识对方请不要理会。", by=invitation.by)
        return
    invitation.account = account
    invitation.save(update_fields=["account"])
    own = reverse("administrators.offer", args=[invitation.ref])
    tell([account], title=TITLE, text=f"{text}请核对后确认或谢绝。", to=own, by=invitation.by)
    # to the addresses the account has, never to those that somebody else typed
    tell([account], title=TITLE, text=f"{text}请打开 {link} 核对后确认。", channels=("email", "sms"), by=invitation.by)


def _register(invitation: Invitation) -> None:
    try:
        with transaction.atomic():
            account = inviting.register_directly(invitation)
    except Refusal as refusal:
        inviting.fail(invitation, refusal.message)
        return
    text = f"{invitation.by.account.name}已为您开通“{invitation.unit.name}”的管理员账号，首次登录后须修改密码。"
    tell([account], title="管理员账号已开通", text=text, channels=("site", "email", "sms"), by=invitation.by)
