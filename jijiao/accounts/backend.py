"""Authentication by document number (any kind) or mobile number, found through blind indexes."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password, verify_password
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from jijiao.accounts.models import Account, document_key, mobile_key
from jijiao.lib.documents import DOCUMENT_KIND_NAMES
from jijiao.lib.text import compact


def account_keys(typed: str) -> list[str]:
    """Blind indexes that a typed sign-in name may mean: its document under every kind."""
    number = compact(typed).upper()
    return [document_key(kind, number) for kind in DOCUMENT_KIND_NAMES]


def find_account(typed: str) -> Account | None:
    """The account of a document number, or of a mobile number that only one account has."""
    key = find_key(typed)
    return Account.objects.filter(pk=key.pk).first() if key else None


class AccountKey(NamedTuple):
    """What of an account is looked at before somebody has signed in."""

    pk: int
    ref: str
    password: str


def find_key(typed: str) -> AccountKey | None:
    """As `find_account`, but nothing sealed is opened: that takes time, and would tell that the number is known."""
    rows = Account.objects.values_list("pk", "ref", "password")
    by_document = list(rows.filter(document_key__in=account_keys(typed))[:1])
    # looked up in every case: a known document takes as long as an unknown one
    by_mobile = list(rows.filter(mobile_key=mobile_key(compact(typed).upper()))[:2])
    found = by_document or (by_mobile if len(by_mobile) == 1 else [])
    return AccountKey(*found[0]) if found else None


@lru_cache(maxsize=4)
def _nobodys_hash(hasher: str) -> str:
    """What the password of an unknown number is compared with, made by the class `hasher`."""
    return make_password(get_random_string(20))


class DocumentBackend(BaseBackend):
    """Compares with one password hash whether or not the number is known, so that time tells nothing."""

    def authenticate(
        self, request: HttpRequest | None, login_name: str = "", password: str = "", **kwargs: Any
    ) -> Account | None:
        key = find_key(login_name)
        encoded = key.password if key else _nobodys_hash(settings.PASSWORD_HASHERS[0])
        is_right, is_outdated = verify_password(password, encoded)
        if key is None or not is_right:
            return None
        account = self.get_user(key.pk)
        if account is not None and is_outdated:
            account.set_password(password)
            account.save(update_fields=["password"])
        return account

    def get_user(self, user_id: int) -> Account | None:
        return Account.objects.filter(pk=user_id, is_active=True).first()
