"""Pages of 新增管理员: ① who, in one of the manual's three ways, ② role and range, ③ what happens next."""

from dataclasses import replace

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from jijiao.accounts.models import Account, document_key
from jijiao.accounts.signing_in import WrongPair, check_pair
from jijiao.administrators import inviting
from jijiao.administrators.candidate_forms import WAYS, CandidateForm, RightsForm
from jijiao.administrators.drafts import draft_of, given, typed
from jijiao.administrators.models import Invitation
from jijiao.lib.refusal import Refusal
from jijiao.web import limits
from jijiao.web.answers import done, show
from jijiao.web.navigation import Tab
from jijiao.web.request import Request

STEPS = ("填写管理员基本信息", "分配角色", "完成")
AN_HOUR, AT_MOST = 60 * 60, 30
Way = Invitation.Way


def new(request: Request) -> HttpResponseBase:
    """① `?way=` chooses the way; with `?direct=1` it is settled here instead of by invitation."""
    way = request.GET.get("way") or Way.CHOOSE
    if way not in WAYS:
        raise Http404
    direct, looking = request.GET.get("direct") == "1", "look" in request.POST
    before = draft_of(request.GET.get("draft", ""), request.hat)
    posted = request.POST if request.method == "POST" and not looking else None
    said = request.POST.dict() if looking else typed(before)
    form = WAYS[way](posted, by=request.hat, direct=direct, before=before, initial=said)
    if form.is_valid():
        with form.catching():
            _slow_down(request)
            candidate = _candidate(request, way, form)
            invitation = inviting.draft(way, candidate, direct=direct, post=form.post, by=request.hat, instead=before)
            return redirect("administrators.new_rights", invitation.ref)
    context = {
        "form": form, "way": Way(way), "ways": _ways(way, before), "direct": direct, "steps": STEPS, "before": before
    }  # fmt: skip
    return show(request, "administrators/new.html", context, parts=("people-found",))


def _ways(current: str, before: Invitation | None) -> list[Tab]:
    address, draft = reverse("administrators.new"), f"&draft={before.ref}" if before else ""
    return [
        Tab(str(way.label), f"{address}?way={way.value}{draft}", way.value == current) for way in Way if way in WAYS
    ]


def _slow_down(request: Request) -> None:
    """Nobody tries out numbers by the thousand."""
    if not limits.take(f"candidates:{request.hat.account_id}", AT_MOST, AN_HOUR):
        raise Refusal("新增过于频繁，请一小时后再试，您填写的内容还在")


def _candidate(request: Request, way: str, form: CandidateForm) -> inviting.Candidate:
    """Who it is. In the third way, settled here, the account's own password must be right. Raises Refusal."""
    candidate: inviting.Candidate = form.candidate()  # type: ignore[attr-defined]
    if way != Way.ADD or not form.direct:
        return candidate
    account = form.proved or _owner(request, candidate, form.cleaned_data["password"])
    if account.name != candidate.name:
        raise Refusal("真实姓名与此账号登记的姓名不一致，请核对", field="real_name")
    return inviting.Candidate(candidate.document_kind, candidate.document, account.name, account=account)


def _owner(request: Request, candidate: inviting.Candidate, password: str) -> Account:
    """The account of the typed pair, counted as a sign-in; unknown number and wrong password get one answer."""
    wrong = "账号或密码错误，请核对证件类型、证件号和密码"
    try:
        account = check_pair(request, candidate.document, password)
    except Refusal as refusal:
        raise refusal.about("password") from refusal
    if account.document_key != document_key(candidate.document_kind, candidate.document):
        raise WrongPair(wrong, field="password")
    return account


def rights(request: Request, invitation: Invitation) -> HttpResponseBase:
    """② 分配角色; 上一步 keeps what was chosen."""
    _of_the_unit(invitation)
    if invitation.asked_at is not None:
        return finished(request, invitation)
    posted = request.POST if request.method == "POST" else None
    form = RightsForm(posted, by=request.hat, initial=given(invitation))
    if "back" in request.POST:
        return _back(invitation, form)
    if form.is_valid():
        with form.catching():
            post = form.post
            whole = replace(post, department=invitation.department)
            settled = inviting.settle(invitation, whole, by=request.hat)
            return redirect("administrators.new_done", settled.ref)
    return show(request, "administrators/new_rights.html", {"form": form, "invitation": invitation, "steps": STEPS})


def _back(invitation: Invitation, form: RightsForm) -> HttpResponse:
    if form.is_valid():
        inviting.keep(invitation, form.post)
    query = f"way={invitation.way}&draft={invitation.ref}{'&direct=1' if invitation.direct else ''}"
    return redirect(f"{reverse('administrators.new')}?{query}")


def finished(request: Request, invitation: Invitation) -> HttpResponse:
    """③ 完成: what was asked for and what happens next; the same whether or not the number has an account."""
    _of_the_unit(invitation)
    if invitation.asked_at is None:
        raise Http404
    return show(request, "administrators/new_done.html", {"invitation": invitation, "steps": STEPS})


def withdrawal(request: Request, invitation: Invitation) -> HttpResponseBase:
    """撤回邀请."""
    _of_the_unit(invitation)
    inviting.end(invitation, by=request.hat)
    return done(request, f"已撤回对{invitation.name}的邀请", "administrators.list")


def _of_the_unit(invitation: Invitation) -> None:
    """What a superior asks is not the unit's to see or withdraw."""
    if invitation.chief:
        raise Http404
