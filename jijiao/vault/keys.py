"""Where keys come from: one interface, files as the default provider."""

import hashlib
import hmac
from functools import cache
from typing import Protocol

from django.conf import settings

from jijiao.vault.secret_files import secret


class KeyProvider(Protocol):
    """Gives key bytes by purpose; a KMS or a 密码机 would be another implementation."""

    def key(self, purpose: str, length: int) -> bytes:
        """`length` bytes (at most 32), always the same for one purpose."""
        ...


class FileKeys:
    """One secret file per purpose under the installation's secrets folder (0600, made once)."""

    def key(self, purpose: str, length: int) -> bytes:
        text = secret(settings.SECRETS, purpose)
        return hmac.new(text.encode(), purpose.encode(), hashlib.sha256).digest()[:length]


@cache
def provider() -> KeyProvider:
    return FileKeys()
