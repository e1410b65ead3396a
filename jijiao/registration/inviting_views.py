"""Public pages of 邀请单位注册: the form, and the link with what has come of it."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect

from jijiao.attachments import uploads
from jijiao.registration import inviting, proof
from jijiao.registration.inviting_forms import InvitationForm
from jijiao.web.answers import show
from jijiao.web.request import Request

PREFILLED = ("unit_name", "region")


def invite(request: Request) -> HttpResponseBase:
    if request.method == "POST":
        form = InvitationForm(request.POST)
    else:
        form = InvitationForm(initial={name: request.GET.get(name, "") for name in PREFILLED})
    if form.is_valid():
        with form.catching():
            proof.may_invite(request, form.cleaned_data["address"])
            invitation = inviting.invite(form.asking(), by=uploads.uploader(request))
            return redirect("registration.invitation", invitation.ref)
    return show(request, "registration/invite.html", {"form": form})


def invitation(request: Request, ref: str) -> HttpResponseBase:
    found = inviting.invitation_by(ref)
    if found is None:
        raise Http404
    context = {"invitation": found, "link": inviting.link_of(found), "progress": inviting.progress(found)}
    return show(request, "registration/invitation.html", context)
