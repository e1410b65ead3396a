"""The verbs of the public site: publish a notice, withdraw it."""

from django.db import transaction

from jijiao.accounts.models import Hat
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.portal.models import Notice


@transaction.atomic
def publish(kind: str, title: str, body: str, *, by: Hat) -> Notice:
    """A notice in the name of the hat's department, on the home page at once."""
    if by.unit is None:
        raise Refusal("只有部门的管理员可以发布")
    notice = Notice.everywhere.create(kind=kind, title=title, body=body, unit=by.unit, published_at=clock.now())
    record(by, Tag.NOTICE_PUBLISH, on=notice, title=title)
    return notice


@transaction.atomic
def withdraw(notice: Notice, *, by: Hat) -> None:
    """Take a notice off the site; the row stays. Doing it twice is doing it once."""
    if Notice.everywhere.filter(pk=notice.pk, withdrawn_at__isnull=True).update(withdrawn_at=clock.now()):
        record(by, Tag.NOTICE_WITHDRAW, on=notice, title=notice.title)
