"""The public pages of registration, and the pictures a reviewer looks at."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from jijiao.attachments import uploads
from jijiao.attachments.responses import serve
from jijiao.registration import actions, proof
from jijiao.registration.forms import ApplicantForm, StatusForm
from jijiao.registration.inviting import invitation_by
from jijiao.registration.models import PersonRegistration, Registration, UnitRegistration
from jijiao.registration.person_forms import MAX_PROOFS, PersonForm
from jijiao.registration.prefill import answers_of_person, answers_of_unit
from jijiao.registration.queries import licence_of, whereabouts
from jijiao.registration.unit_forms import FORMS, BaseForm, DepartmentForm, UnitForm
from jijiao.web.answers import done, show
from jijiao.web.request import Request

Save = Callable[..., Registration]
UNIT_PARTS = ("superior-found",)
PERSON_PARTS = ("unit-found", "department-part", "title-part")


def unit(request: Request) -> HttpResponseBase:
    """用人单位注册; with `look` the form as it is, with what the search beside it found."""
    return _unit(request, UnitForm)


def base(request: Request) -> HttpResponseBase:
    """继续教育基地注册."""
    return _unit(request, BaseForm)


def department(request: Request) -> HttpResponseBase:
    """主管部门注册."""
    return _unit(request, DepartmentForm)


def _unit(request: Request, form_class: type[UnitForm]) -> HttpResponseBase:
    if request.method == "GET":
        found = invitation_by(request.GET.get("invitation", ""))
        invited = {"name": found.unit_name, "region": found.region_id} if found else {}
        return _page(request, form_class(initial=invited | request.GET.dict()), "unit", UNIT_PARTS)
    return _apply(request, form_class, None, actions.register_unit)


def unit_correction(request: Request) -> HttpResponseBase:
    registration = _correctable(request, UnitRegistration)
    if registration is None:
        return redirect("registration.status")
    form_class = FORMS[registration.kind]
    if request.method == "GET":
        initial = answers_of_unit(registration) | request.GET.dict()
        return _page(request, form_class(initial=initial, before=registration), "unit", UNIT_PARTS)
    return _apply(request, form_class, registration, actions.correct_unit)


def person(request: Request) -> HttpResponseBase:
    """专业技术人员注册; with `look` the form as it is, with the units, departments or titles that go with it."""
    if request.method == "GET":
        return _page(request, PersonForm(initial=request.GET.dict()), "person", PERSON_PARTS)
    return _apply(request, PersonForm, None, actions.register_person)


def person_correction(request: Request) -> HttpResponseBase:
    registration = _correctable(request, PersonRegistration)
    if registration is None:
        return redirect("registration.status")
    if request.method == "GET":
        initial = answers_of_person(registration) | request.GET.dict()
        return _page(request, PersonForm(initial=initial, before=registration), "person", PERSON_PARTS)
    return _apply(request, PersonForm, registration, actions.correct_person)


def _apply(request: Request, form_class: type[Any], before: Registration | None, save: Save) -> HttpResponseBase:
    is_unit = issubclass(form_class, UnitForm)
    files, template, limit = ("licence", "unit", 1) if is_unit else ("proofs", "person", MAX_PROOFS)
    kept = uploads.take(request, files, limit=limit, existing=_present(before), hindrance=proof.why_wait(request))
    if request.POST.get("look"):
        typed = request.POST.dict() | {files: kept.attachments}
        return _page(request, form_class(initial=typed, before=before), template, ())
    form = form_class(request.POST, uploads.as_files(kept), before=before)
    if form.is_valid():
        with form.catching():
            application = form.application(_account(request, form))
            whose = {"by": uploads.uploader(request), "session_key": uploads.session_key(request)}
            registration = save(before, application, **whose) if before else save(application, **whose)
            proof.remember(request, registration)
            return redirect("registration.record")
    return _page(request, form, template, ())


def _account(request: Request, form: ApplicantForm) -> Any:
    """The proved account of 已是本系统用户, None for somebody new; both count against what one network may send."""
    proof.may_submit(request)
    clean = form.cleaned_data
    if not clean["existing"]:
        return None
    return proof.check_existing(request, clean["document_kind"], clean["document"], clean["password"], form.before)


def _present(before: Registration | None) -> list[Any]:
    if isinstance(before, UnitRegistration):
        return [before.licence]
    return list(before.proofs.all()) if isinstance(before, PersonRegistration) else []


def _correctable(request: Request, model: type[Any]) -> Any:
    """The application this session knows, if it is of this kind and came back."""
    registration = proof.remembered(request)
    right = isinstance(registration, model) and whereabouts(registration).may_correct
    return registration if right else None


def _page(request: Request, form: ApplicantForm, template: str, parts: tuple[str, ...]) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "before": form.before}
    context["place"] = whereabouts(form.before) if form.before else None
    if "invitation" in form.fields:
        context["invitation"] = invitation_by(str(form["invitation"].value() or ""))
    return _private(show(request, f"registration/{template}.html", context, parts=parts))


def status(request: Request) -> HttpResponseBase:
    """注册进度查询: 查询编号 and 证件号, nothing else and nothing in the address."""
    form = StatusForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            found = proof.look_up(request, form.cleaned_data["number"], form.cleaned_data["document"])
            proof.remember(request, found)
            return redirect("registration.record")
    return show(request, "registration/status.html", {"form": form})


def record(request: Request) -> HttpResponseBase:
    """Receipt and state of the application that this session handed in or looked up."""
    registration = proof.remembered(request)
    if registration is None:
        return redirect("registration.status")
    return _private(show(request, "registration/record.html", {"place": whereabouts(registration)}))


def withdrawal(request: Request) -> HttpResponseBase:
    registration = proof.remembered(request)
    if registration is None:
        return redirect("registration.status")
    actions.withdraw(registration, by=uploads.uploader(request))
    if request.POST.get("then") == "correct":
        unit = isinstance(registration, UnitRegistration)
        return redirect("registration.unit.correction" if unit else "registration.person.correction")
    return done(request, "已撤回，可以修改后重新提交", "registration.record")


def licence(request: Request, registration: UnitRegistration) -> HttpResponse:
    return serve(registration.licence)


def own_licence(request: Request) -> HttpResponseBase:
    """The scan with which the own unit registered."""
    scan = licence_of(request.hat.unit)
    missing = "没有证照扫描件：本单位由上级新建或由平台建档，注册时没有上传"
    return serve(scan) if scan else done(request, missing, "changes.profile")


def proof_picture(request: Request, registration: PersonRegistration, number: int) -> HttpResponse:
    """The n-th 证明材料, counted from 1."""
    proofs = list(registration.proofs.all())
    if not 1 <= number <= len(proofs):
        raise Http404
    return serve(proofs[number - 1])


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
