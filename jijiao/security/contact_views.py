"""Pages of 登记的手机和邮箱: the new one with the password, then the code that was sent there.

`?channel=` says which, `?from=` where the person comes from and goes back to.
"""

from typing import NamedTuple

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from jijiao.lib.masks import mask_email, mask_mobile
from jijiao.security import contacts
from jijiao.security.forms import CodeForm, ContactForm
from jijiao.web.answers import done, show
from jijiao.web.request import Request

PENDING = "contact"


class Origin(NamedTuple):
    """A page that leads here: its name, its route, and what else it says of the change."""

    name: str
    route: str
    note: str = ""


SECURITY = Origin("账号安全", "security.overview")
ORIGINS = {"file": Origin("个人信息", "person_changes.file", "个人信息中登记的一并更新。")}


def contact(request: Request) -> HttpResponseBase:
    """更换: the new one, and the password."""
    channel = request.GET.get("channel", "")
    initial = {"channel": channel if channel in contacts.CHANNELS else "mobile"}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with form.catching():
            pending = contacts.ask(request.hat.account, **form.cleaned_data, by=request.hat)
            request.session[PENDING] = pending.as_dict()
            return _redirect(request, "security.contact_code")
    account = request.hat.account
    held = {"mobile": mask_mobile(account.mobile), "email": mask_email(account.email)}
    return show(request, "security/contact.html", {"form": form, "held": held, "origin": _origin(request)})


def code(request: Request) -> HttpResponseBase:
    """The code from the new address."""
    if PENDING not in request.session:
        return _redirect(request, "security.contact")
    pending = contacts.Pending(**request.session[PENDING])
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.catching():
            contacts.confirm(request.hat.account, pending, form.cleaned_data["code"], by=request.hat)
            del request.session[PENDING]
            said = f"登记的{contacts.CHANNELS[pending.channel]}已更换"
            return done(request, said, _origin(request).route)
    again = _address(request, "security.contact", channel=pending.channel)
    context = {"form": form, "word": contacts.CHANNELS[pending.channel], "origin": _origin(request), "again": again}
    return show(request, "security/contact_code.html", context)


def _origin(request: Request) -> Origin:
    return ORIGINS.get(request.GET.get("from", ""), SECURITY)


def _redirect(request: Request, route: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(_address(request, route))


def _address(request: Request, route: str, **query: str) -> str:
    """The other page of the two, with where the person came from."""
    if (origin := request.GET.get("from", "")) in ORIGINS:
        query["from"] = origin
    return reverse(route) + (f"?{urlencode(query)}" if query else "")
