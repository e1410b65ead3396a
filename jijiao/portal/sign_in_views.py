"""Signing in and out: M2.1, M2.2, M4."""

from django.http import HttpResponseBase
from django.shortcuts import redirect

from jijiao.accounts import signing_in
from jijiao.accounts.hats import USER_TYPES
from jijiao.lib.refusal import Refusal
from jijiao.portal.forms import SignInForm
from jijiao.registration.queries import waiting_for
from jijiao.security import drafts, entering
from jijiao.web.answers import show
from jijiao.web.request import Request


def sign_in(request: Request) -> HttpResponseBase:
    """M2.1, M2.2: user type, account, password; each failure in its own words."""
    if request.method == "GET":
        chosen = request.GET.get("as", "unit")
        form = SignInForm(initial={"user_type": chosen if chosen in USER_TYPES else "unit"})
        _ask_challenge(request, form)
        return _page(request, form)
    form, waiting = SignInForm(request.POST), None
    _ask_challenge(request, form)
    if form.is_valid():
        name, password = form.cleaned_data["login_name"], form.cleaned_data["password"]
        try:
            account = signing_in.check_pair(request, name, password)
            hat = signing_in.hat_for(account, form.cleaned_data["user_type"])
            return entering.begin(request, hat, request.GET.get("next", ""))
        except signing_in.WrongPair as refusal:
            # counted by the limiter like every wrong pair, so an applicant's password cannot be guessed here either
            waiting = waiting_for(name, password)
            form.refuse(refusal)
        except Refusal as refusal:
            form.refuse(refusal)
        _ask_challenge(request, form)
    return _page(request, form, waiting=waiting)


def _ask_challenge(request: Request, form: SignInForm) -> None:
    if signing_in.challenge_needed(request, request.POST.get("login_name", "")):
        form.ask_challenge(signing_in.network_failures(request))


def _page(request: Request, form: SignInForm, **more: object) -> HttpResponseBase:
    lost = request.GET.get("lost") == "1"
    draft = drafts.kept(request) and not lost
    return show(request, "portal/sign_in.html", {"form": form, "draft": draft, "lost": lost, **more})


def sign_out(request: Request) -> HttpResponseBase:
    """M4: back to the home page; nothing of the session is left in the browser."""
    signing_in.leave(request)
    response = redirect("portal.home")
    response["Clear-Site-Data"] = '"storage"'
    return response
