"""The uploader's own preview of a file that nobody owns yet; owned files are shown behind their owner's door."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from jijiao.attachments import uploads
from jijiao.attachments.queries import uploaded
from jijiao.attachments.responses import serve
from jijiao.web.request import Request


def pending(request: Request, ref: str) -> HttpResponse:
    own = uploaded(uploads.uploader(request), uploads.session_key(request))
    return serve(get_object_or_404(own, ref=ref, claimed_at__isnull=True))
