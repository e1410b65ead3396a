"""Pages of 登记的手机和邮箱: the new one with the password, then the code that was sent there."""

from django.http import HttpResponseBase
from django.shortcuts import redirect

from jijiao.lib.masks import mask_email, mask_mobile
from jijiao.security import contacts
from jijiao.security.forms import CodeForm, ContactForm
from jijiao.web.answers import done, show
from jijiao.web.request import Request

PENDING = "contact"


def contact(request: Request) -> HttpResponseBase:
    """更换: `?channel=` says which."""
    channel = request.GET.get("channel", "")
    initial = {"channel": channel if channel in contacts.CHANNELS else "mobile"}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with form.catching():
            pending = contacts.ask(request.hat.account, **form.cleaned_data, by=request.hat)
            request.session[PENDING] = pending.as_dict()
            return redirect("security.contact_code")
    account = request.hat.account
    held = {"mobile": mask_mobile(account.mobile), "email": mask_email(account.email)}
    return show(request, "security/contact.html", {"form": form, "held": held})


def code(request: Request) -> HttpResponseBase:
    """The code from the new address."""
    if PENDING not in request.session:
        return redirect("security.contact")
    pending = contacts.Pending(**request.session[PENDING])
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.catching():
            contacts.confirm(request.hat.account, pending, form.cleaned_data["code"], by=request.hat)
            del request.session[PENDING]
            said = f"登记的{contacts.CHANNELS[pending.channel]}已更换"
            return done(request, said, "security.overview")
    return show(request, "security/contact_code.html", {"form": form, "word": contacts.CHANNELS[pending.channel]})
