"""Sending an attachment. Called by the view that stands behind its owner's door, or by the uploader's preview."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from jijiao.attachments import files
from jijiao.attachments.models import Attachment


def serve(attachment: Attachment, *, download: bool = False) -> HttpResponse:
    """The picture, shown in place or offered for saving; never active, never cached by others, never guessed at."""
    try:
        content = files.read(attachment.stored_as)
    except FileNotFoundError as gone:
        raise Http404 from gone
    disposition = content_disposition_header(download, attachment.name)
    return HttpResponse(
        content,
        content_type=attachment.content_type,
        headers={
            "Content-Disposition": disposition or "inline",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
    )
