"""Two who stand above a unit may have its page open at once: the later one is told who is 超级管理员 by now."""

from datetime import datetime

from django.utils.timezone import localtime

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.lib.refusal import Refusal


class ChiefChanged(Refusal):
    """Somebody else is the 超级管理员 than when the page was shown; the sentence says who and since when."""


def print_of(present: Hat | None) -> str:
    """What a page carries of the 超级管理员 it shows."""
    return str(present.pk) if present is not None else ""


def check_seen(present: Hat | None, seen: str) -> None:
    """Raises ChiefChanged unless `seen` is the `print_of` the present one."""
    if seen == print_of(present):
        return
    if present is None:
        raise ChiefChanged("您打开页面后，原超级管理员已不在任，该单位现在没有超级管理员，请核对后再提交一次")
    since = localtime(_since(present))
    raise ChiefChanged(
        f"您打开页面后，该单位的超级管理员有变动：{present.account.name}自 {since:%Y-%m-%d %H:%M} 起担任。"
        "您填写的内容还在，请核对是否仍要更换"
    )


def _since(chief: Hat) -> datetime:
    # a colleague who was made 超级管理员 has had the hat for longer
    made = Event.objects.filter(tag=Tag.ADMINISTRATOR_CHIEF, subject="accounts.hat", subject_id=chief.pk)
    return made.order_by("-pk").values_list("at", flat=True).first() or chief.started_at
