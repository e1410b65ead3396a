"""Sealing texts: AES-256-GCM (token version 1) or SM4-GCM (version 2, 国密), as base64 text.

A token is bound to its place (table, column, row): copied into another row it does not open.
Base64 text, not binary: a binary column makes bulk inserts on PostgreSQL six times slower.
"""

import base64
import hashlib
import os
from binascii import b2a_base64
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import hmac as primitive_hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from jijiao.vault.keys import provider

AES, SM4 = b"\x01", b"\x02"
NONCE = 12
TAG = 16


class CannotOpen(Exception):
    """A sealed value was altered, moved to another place, or sealed with another key."""


def seal(text: str, place: str) -> str:
    """`text` sealed for `place` ("table.column.row"); about 64 characters for an 18-digit number."""
    nonce = os.urandom(NONCE)
    if settings.NATIONAL_CRYPTOGRAPHY:
        raw = SM4 + nonce + _sm4_encrypt(nonce, text.encode(), place.encode())
    else:
        raw = AES + nonce + _aes().encrypt(nonce, text.encode(), place.encode())
    return b2a_base64(raw, newline=False).decode()


def unseal(token: str, place: str) -> str:
    """The text sealed in `token`; raises CannotOpen."""
    raw = base64.b64decode(token)
    version, nonce, body = raw[:1], raw[1 : 1 + NONCE], raw[1 + NONCE :]
    try:
        if version == AES:
            return _aes().decrypt(nonce, body, place.encode()).decode()
        if version == SM4:
            return _sm4_decrypt(nonce, body, place.encode()).decode()
    except InvalidTag as error:
        raise CannotOpen(place.rsplit(".", 1)[0]) from error
    raise CannotOpen(f"unknown token version {version!r}")


def blind_index(purpose: str, text: str) -> str:
    """A keyed digest for equality search: 32 hexadecimal characters (128 bits)."""
    message = f"{purpose}|{text}".encode()
    if settings.NATIONAL_CRYPTOGRAPHY:
        digest = primitive_hmac.HMAC(_index_key(), hashes.SM3())
        digest.update(message)
        return digest.finalize()[:16].hex()
    started, finishing = _keyed()
    inner, outer = started.copy(), finishing.copy()
    inner.update(message)
    outer.update(inner.digest())
    return outer.hexdigest()[:32]


@cache
def _aes() -> AESGCM:
    return AESGCM(provider().key("field", 32))


@cache
def _keyed() -> "tuple[hashlib._Hash, hashlib._Hash]":
    """HMAC-SHA-256 (RFC 2104) after its key: `hmac` would spend three times as long on a short text."""
    block = _index_key().ljust(hashlib.sha256().block_size, b"\0")
    return hashlib.sha256(bytes(byte ^ 0x36 for byte in block)), hashlib.sha256(bytes(byte ^ 0x5C for byte in block))


@cache
def _index_key() -> bytes:
    return provider().key("index", 32)


def _sm4_encrypt(nonce: bytes, text: bytes, place: bytes) -> bytes:
    encryptor = Cipher(algorithms.SM4(provider().key("field-sm4", 16)), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(place)
    body = encryptor.update(text) + encryptor.finalize()
    return body + encryptor.tag


def _sm4_decrypt(nonce: bytes, body: bytes, place: bytes) -> bytes:
    key = provider().key("field-sm4", 16)
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, body[-TAG:])).decryptor()
    decryptor.authenticate_additional_data(place)
    return decryptor.update(body[:-TAG]) + decryptor.finalize()
