"""Sealed columns: unreadable at rest, bound to their row, found only through the blind index."""

import base64
import hmac
from typing import Any

import pytest
from django.db import connection

from jijiao.accounts.models import Account, document_key
from jijiao.testing.cast import Cast
from jijiao.vault.keys import provider
from jijiao.vault.seal import CannotOpen, blind_index, seal, unseal

NUMBER = "370000198506301012"


@pytest.mark.parametrize("national", [False, True])
def test_a_sealed_text_opens_in_its_place_only(settings: Any, national: bool) -> None:
    settings.NATIONAL_CRYPTOGRAPHY = national
    token = seal(NUMBER, "person.document.a")
    assert NUMBER not in token
    assert unseal(token, "person.document.a") == NUMBER
    with pytest.raises(CannotOpen):
        unseal(token, "person.document.b")


@pytest.mark.parametrize("national", [False, True])
def test_any_changed_byte_is_refused(settings: Any, national: bool) -> None:
    settings.NATIONAL_CRYPTOGRAPHY = national
    raw = base64.b64decode(seal(NUMBER, "p"))
    for position in range(len(raw)):
        changed = bytes([*raw[:position], raw[position] ^ 1, *raw[position + 1 :]])
        with pytest.raises(CannotOpen):
            unseal(base64.b64encode(changed).decode(), "p")


def test_an_index_is_the_first_half_of_an_hmac() -> None:
    expected = hmac.new(provider().key("index", 32), f"document.111|{NUMBER}".encode(), "sha256")
    assert blind_index("document.111", NUMBER) == expected.hexdigest()[:32]


def test_the_same_number_has_one_index_and_another_kind_another() -> None:
    assert blind_index("document.111", NUMBER) == blind_index("document.111", NUMBER)
    assert blind_index("document.111", NUMBER) != blind_index("document.414", NUMBER)


def test_the_database_never_holds_a_plain_number(cast: Cast) -> None:
    account = cast.li_hat.account
    with connection.cursor() as cursor:
        cursor.execute("SELECT document, mobile FROM accounts_account WHERE id = %s", [account.pk])
        stored = cursor.fetchone()
    plain = Account.objects.get(pk=account.pk)
    assert plain.document not in stored[0]
    assert plain.mobile not in stored[1]
    assert Account.objects.get(document_key=document_key("111", plain.document)) == account


def test_a_plain_number_cannot_reach_sql(cast: Cast) -> None:
    with pytest.raises(TypeError, match="blind index"):
        Account.objects.filter(pk=cast.li_hat.account_id).update(document=NUMBER)


def test_a_value_moved_to_another_row_does_not_open(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_account SET document = (SELECT document FROM accounts_account WHERE id = %s)"
            " WHERE id = %s",
            [cast.wang_hat.account_id, cast.li_hat.account_id],
        )
    with pytest.raises(CannotOpen):
        _ = Account.objects.get(pk=cast.li_hat.account_id).document
