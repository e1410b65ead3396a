"""Readings of 站内信."""

from django.db.models import QuerySet

from jijiao.letters.models import Letter


def letters_of(account_id: int) -> QuerySet[Letter]:
    """An account's letters; the list shows the newest first."""
    return Letter.everywhere.filter(account_id=account_id)


def unread(account_id: int) -> int:
    return letters_of(account_id).filter(read_at__isnull=True).count()
