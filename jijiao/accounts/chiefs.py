"""Who becomes the 超级管理员 of a unit that somebody else founds, and the account that goes with them."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from jijiao.accounts import actions
from jijiao.accounts.models import Account, document_key
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal

OTHER_NAME = "该证件号已在系统中注册，姓名与填写的不一致，请核对证件号和姓名"


@dataclass(frozen=True, kw_only=True)
class Chief:
    """A person as the founder names them; numbers come cleaned."""

    document_kind: str
    document: str
    name: str
    mobile: str = ""
    email: str = ""


@transaction.atomic
def account_of(chief: Chief, *, by: Actor) -> tuple[Account, bool]:
    """The account with this document, or a new one that nobody can sign in to until it has a password; whether new.

    Raises Refusal at "document" when the account there is bears another name.
    """
    known = Account.objects.filter(document_key=document_key(chief.document_kind, chief.document)).first()
    if known is not None and known.name != chief.name:
        raise Refusal(OTHER_NAME, field="document")
    if known is not None:
        return known, False
    made = actions.register(
        document_kind=chief.document_kind,
        document=chief.document,
        name=chief.name,
        mobile=chief.mobile,
        email=chief.email,
        password_hash=make_password(None),
        by=by,
    )
    return made, True
