"""The demonstration's messages, as the file mail backend wrote them."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

SHOWN = 50


@dataclass(frozen=True)
class SentMessage:
    to: str
    subject: str
    body: str
    date: str


def sent() -> list[SentMessage]:
    """The latest messages, newest first."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [message for file in files[:SHOWN] for message in _read(file)]


def _read(file: Path) -> list[SentMessage]:
    parts = [part for part in file.read_bytes().split(b"-" * 79) if part.strip()]
    mails = [message_from_bytes(part.lstrip(), policy=policy.default) for part in parts]
    return [SentMessage(str(mail["To"]), str(mail["Subject"]), _text(mail), str(mail["Date"])) for mail in mails]


def _text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part else ""
