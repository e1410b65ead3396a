"""Pages of 电子证书: the list of one's scope, the file, and verification for everybody."""

from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase

from jijiao.certificates import actions, authority, queries
from jijiao.certificates.forms import CertificateFilter, FileForm, VerifyForm
from jijiao.certificates.models import Certificate
from jijiao.certificates.signing import verify_pdf
from jijiao.lib.refusal import Refusal
from jijiao.people.queries import open_departments
from jijiao.web import limits
from jijiao.web.answers import show
from jijiao.web.listing import listing
from jijiao.web.request import Request

TRIES, WINDOW = 30, 10 * 60
NEWEST = {"issued": ["-issued_at"]}


def index(request: Request) -> HttpResponseBase:
    """电子证书查询打印: current certificates of the scope."""
    rows = Certificate.objects.within(request.scope).filter(superseded_at__isnull=True)
    found = listing(
        request,
        rows,
        filters=CertificateFilter(request.GET, departments=open_departments(request.hat.unit_id)),
        order=NEWEST,
        dress=lambda page: queries.with_standing(page.select_related("person")),
    )
    return show(request, "certificates/list.html", {"listing": found}, parts=("rows",))


def pdf(request: Request, certificate: Certificate) -> HttpResponseBase:
    """The signed file; `?preview` shows it in the browser instead of saving it."""
    if not queries.is_valid(certificate):
        raise Refusal("年度认定有变更，这份证书已作废，不能再打印。重新达到要求后会生成新证书。")
    saved = "preview" not in request.GET
    response = FileResponse(
        open(actions.printed(certificate), "rb"),  # noqa: SIM115 - the response closes it
        as_attachment=saved,
        filename=f"{certificate.number}.pdf",
        content_type="application/pdf",
    )
    response["Cache-Control"] = "private, no-store"
    return response


def verify(request: Request) -> HttpResponseBase:
    """R0.1 by number and name, or by the file; guesses are limited for each network."""
    context: dict[str, Any] = {"form": VerifyForm(), "file_form": FileForm(), "asked": False}
    if request.method == "POST":
        if not limits.take(f"verify:{request.META.get('REMOTE_ADDR', '')}", TRIES, WINDOW):
            return show(request, "certificates/verify.html", context | {"too_many": True})
        context |= _by_file(request) if "check_file" in request.POST else _by_number(request)
    return show(request, "certificates/verify.html", context)


def _by_number(request: Request) -> dict[str, Any]:
    form = VerifyForm(request.POST)
    if not form.is_valid():
        return {"form": form}
    return {"form": form, "asked": True, "answer": queries.verify(**form.cleaned_data)}


def _by_file(request: Request) -> dict[str, Any]:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return {"file_form": form}
    verdict = verify_pdf(form.cleaned_data["file"].read())
    answer = queries.by_number(verdict.number) if verdict.valid and verdict.number else None
    return {"file_form": form, "asked": True, "verdict": verdict, "answer": answer}


def verify_code(request: Request, code: str) -> HttpResponseBase:
    """Where the QR code leads."""
    answer = queries.by_code(code)
    context = {"form": VerifyForm(), "file_form": FileForm(), "asked": True, "scanned": True, "answer": answer}
    return show(request, "certificates/verify.html", context)


def authority_certificate(request: Request) -> HttpResponseBase:
    """The installation's root certificate, for readers that check signatures."""
    response = HttpResponse(authority.root_as_pem(), content_type="application/x-pem-file")
    response["Content-Disposition"] = 'attachment; filename="jijiao-root.pem"'
    return response
