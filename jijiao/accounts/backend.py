"""Authentication by document number (any kind) or mobile number, found through blind indexes."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from jijiao.accounts.models import Account, document_key, mobile_key
from jijiao.lib.documents import DOCUMENT_KIND_NAMES
from jijiao.lib.text import compact


def account_keys(typed: str) -> list[str]:
    """Blind indexes that a typed sign-in name may mean: its document under every kind."""
    number = compact(typed).upper()
    return [document_key(kind, number) for kind in DOCUMENT_KIND_NAMES]


def find_account(typed: str) -> Account | None:
    """The account of a document number, or of a mobile number that only one account has."""
    account = Account.objects.filter(document_key__in=account_keys(typed)).first()
    # looked up in every case: a known document takes as long as an unknown one
    by_mobile = list(Account.objects.filter(mobile_key=mobile_key(compact(typed).upper()))[:2])
    return account or (by_mobile[0] if len(by_mobile) == 1 else None)


class DocumentBackend(BaseBackend):
    """Costs one password hash whether or not the number is known, so that time tells nothing."""

    def authenticate(
        self, request: HttpRequest | None, login_name: str = "", password: str = "", **kwargs: Any
    ) -> Account | None:
        account = find_account(login_name)
        if account is None:
            Account().set_password(password)
            return None
        return account if account.check_password(password) and account.is_active else None

    def get_user(self, user_id: int) -> Account | None:
        return Account.objects.filter(pk=user_id, is_active=True).first()
