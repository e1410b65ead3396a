"""Workbooks as answers: always a download, under a Chinese name every browser understands."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(content: bytes, name: str) -> HttpResponse:
    """`content` as the download `name`.xlsx."""
    return _download(content, f"{name}.xlsx", WORKBOOK)


def csv(content: bytes, name: str) -> HttpResponse:
    """`content` as the download `name`.csv."""
    return _download(content, f"{name}.csv", "text/csv; charset=utf-8")


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
