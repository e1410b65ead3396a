"""The challenge's spoken alternative."""

from captcha.models import CaptchaStore
from django.http import Http404, HttpResponse

from jijiao.lib import clock
from jijiao.security.speaking import spoken
from jijiao.web.request import Request


def audio(request: Request, key: str) -> HttpResponse:
    """The digits of one picture, read aloud."""
    store = CaptchaStore.objects.filter(hashkey=key, expiration__gt=clock.now()).first()
    if store is None:
        raise Http404
    return HttpResponse(spoken(store.challenge), content_type="audio/wav", headers={"Cache-Control": "no-store"})
