"""Pages of the invited person: from the letter in the own account, and from the link of a message."""

from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from jijiao.accounts.models import Account
from jijiao.accounts.signing_in import check_pair
from jijiao.administrators import inviting, queries
from jijiao.administrators.candidate_forms import NewcomerForm, OwnerForm
from jijiao.administrators.models import Invitation
from jijiao.lib.actor import VISITOR, Actor
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import compact
from jijiao.web import limits
from jijiao.web.answers import done, show
from jijiao.web.forms import PageForm
from jijiao.web.request import Request

TRIES, A_QUARTER = 5, 15 * 60
ACCEPTED = "已接受邀请，您现在是“{unit}”的管理员"


def offer(request: Request, invitation: Invitation) -> HttpResponseBase:
    """Signed in as the invited person: accept or decline."""
    if request.method == "POST":
        if "decline" in request.POST:
            inviting.end(invitation, declined=True, by=request.hat)
            return done(request, "已谢绝邀请", "desk.home")
        inviting.accept(invitation, request.hat.account, by=request.hat)
        said = f"{ACCEPTED.format(unit=invitation.unit.name)}，可在“切换身份”中使用新的身份"
        return done(request, said, "desk.posts")
    return show(request, "administrators/offer.html", {"invitation": _asked(invitation)})


def link(request: Request, secret: str) -> HttpResponseBase:
    """By the link of a message: the own password, or for somebody new the number once more and a new password."""
    invitation = queries.invitation_by(inviting.secret_key(secret))
    if invitation is None:
        return show(request, "administrators/link.html", {"invitation": None})
    account = queries.account_of(invitation)
    asked = OwnerForm if account else NewcomerForm
    form = asked(request.POST if request.method == "POST" and "decline" not in request.POST else None)
    if "decline" in request.POST:
        inviting.end(invitation, declined=True, by=VISITOR)
        return _gone(request, "已谢绝邀请")
    if form.is_valid():
        with form.catching():
            _answer(request, invitation, account, form)
            return _gone(request, f"{ACCEPTED.format(unit=invitation.unit.name)}，请用证件号登录")
    return show(request, "administrators/link.html", {"invitation": invitation, "form": form, "account": account})


def _answer(request: Request, invitation: Invitation, account: Account | None, form: PageForm) -> None:
    clean = form.cleaned_data
    if account is not None:
        try:
            owner = check_pair(request, invitation.document, clean["password"])
        except Refusal as refusal:
            raise refusal.about("password") from refusal
        inviting.accept(invitation, owner, by=_owner(owner))
        return
    if not limits.take(f"invitation:{invitation.pk}", TRIES, A_QUARTER):
        raise Refusal("尝试次数过多，请 15 分钟后再试")
    if compact(clean["document"]).upper() != compact(invitation.document).upper():
        raise Refusal("证件号与邀请不一致，请核对后重新填写", field="document")
    inviting.accept_as_new(invitation, make_password(clean["password"]))


def _owner(account: Account) -> Actor:
    """The person without a session: an actor by the account alone."""
    return inviting.Owner(account.pk, account.name)


def _gone(request: Request, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("portal.login")


def _asked(invitation: Invitation) -> Invitation:
    """A draft of the wizard is nobody's invitation yet."""
    if invitation.asked_at is None:
        raise Http404
    return invitation
