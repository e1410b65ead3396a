"""Whose attachment it is: an account's, or a visitor's session's."""

import hashlib

from django.db.models import Q, QuerySet

from jijiao.attachments.models import Attachment
from jijiao.lib.actor import Actor


def session_digest(session_key: str | None) -> str:
    """What is kept of a visitor's session key: its SHA-256, empty without a session."""
    return hashlib.sha256(session_key.encode()).hexdigest() if session_key else ""


def uploaded(by: Actor, session_key: str | None) -> QuerySet[Attachment]:
    """What this account, or without an account this session, has uploaded."""
    if by.account_id is not None:
        return Attachment.everywhere.filter(uploaded_by=by.account_id)
    digest = session_digest(session_key)
    mine = Q(uploaded_by__isnull=True, session_digest=digest) if digest else Q(pk__in=())
    return Attachment.everywhere.filter(mine)
