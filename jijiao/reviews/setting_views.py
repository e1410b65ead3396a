"""Pages beside the inboxes: a unit's 常用审核意见, and the platform's 办理期限."""

from django.http import HttpResponseBase
from django.urls import reverse

from jijiao.lib.working_days import KNOWN_YEARS
from jijiao.reviews.forms import ReasonForm, TermsForm
from jijiao.reviews.kinds import Kind
from jijiao.reviews.models import Reason
from jijiao.reviews.reasons import add_reason, own_reasons, remove_reason
from jijiao.reviews.terms import set_terms
from jijiao.reviews.views import of_kind
from jijiao.web.answers import done, show
from jijiao.web.request import Request


@of_kind
def reasons(request: Request, *, kind: Kind) -> HttpResponseBase:
    """常用审核意见 of the own unit for one kind."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.catching():
            reason = add_reason(kind, form.cleaned_data["text"], by=request.hat)
            return done(request, f"已保存：{reason.text}", reverse("reviews.reasons", args=[kind.key]))
    context = {"kind": kind, "form": form, "own": own_reasons(kind, request.hat.unit_id)}
    return show(request, "reviews/reasons.html", context)


@of_kind
def reason_removal(request: Request, reason: Reason, *, kind: Kind) -> HttpResponseBase:
    remove_reason(reason, by=request.hat)
    return done(request, f"已删除：{reason.text}", reverse("reviews.reasons", args=[kind.key]))


def terms(request: Request) -> HttpResponseBase:
    """办理期限 of every step that has one."""
    form = TermsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.catching():
            changed = set_terms(form.wanted(), by=request.hat)
            return done(request, f"已保存，改动 {changed} 项" if changed else "没有改动", "platform.terms")
    return show(request, "reviews/terms.html", {"form": form, "years": KNOWN_YEARS})
