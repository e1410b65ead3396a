"""SMS gateways (短信网关): one interface, chosen by the setting SMS_GATEWAY; e-mail is Django's own."""

import json
import logging
from typing import Protocol
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from jijiao.lib.masks import mask_mobile

log = logging.getLogger(__name__)
TIMEOUT = 10  # seconds
SENDER = "山东省专业技术人员继续教育公共服务平台"


class Gateway(Protocol):
    """Sends one SMS or raises an OSError; the caller tries again later. `delivers`: whether people get it at all."""

    delivers: bool

    def send(self, mobile: str, text: str) -> None: ...


class Console:
    """For development: says that one was sent, never what was in it."""

    delivers = False

    def send(self, mobile: str, text: str) -> None:
        log.info("SMS to %s, %d characters", mask_mobile(mobile), len(text))


class Outbox:
    """For the demonstration: beside the e-mails, where /dev/outbox/ shows it."""

    delivers = True

    def send(self, mobile: str, text: str) -> None:
        EmailMessage("短信", text, None, [f"{mobile}@sms.invalid"]).send()


class Http:
    """Posts {"mobile", "text", "sign"} as JSON to SMS_URL with the bearer token SMS_TOKEN; any 2xx is a success."""

    delivers = True

    def send(self, mobile: str, text: str) -> None:
        if not settings.SMS_URL.startswith("https://"):
            raise ValueError("SMS_URL must be an https address")
        body = json.dumps({"mobile": mobile, "text": text, "sign": SENDER}).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_TOKEN}"}
        request = Request(settings.SMS_URL, body, headers, method="POST")  # noqa: S310 - https is checked above
        with urlopen(request, timeout=TIMEOUT):  # noqa: S310
            pass


def gateway() -> Gateway:
    """The one that the setting names."""
    chosen: Gateway = import_string(settings.SMS_GATEWAY)()
    return chosen


def sms_delivers() -> bool:
    """Whether an SMS reaches anybody; where it does not, pages ask for an e-mail address instead."""
    return gateway().delivers
