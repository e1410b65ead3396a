"""证书编号 and 查验码: pure arithmetic on what a certificate is called (domain 3.3.14)."""

import hashlib
import re
import secrets

from stdnum.iso7064 import mod_37_36

from jijiao.lib.text import compact

PREFIX = "SDJX"
_SHAPE = re.compile(rf"{PREFIX}[0-9]{{18}}[0-9A-Z]")
_CODE = re.compile(r"[A-Za-z0-9_-]{22}")
# Crockford's letters: no I, L, O, U, so that the code is read out without mistakes
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def make_number(year: int, region: str, sequence: int) -> str:
    """`SDJX` + year (4) + region (6) + sequence (8) + check character by ISO 7064 MOD 37,36: 23 characters.

    `sequence` counts from 1 within the year and region.
    """
    if not re.fullmatch(r"[0-9]{6}", region) or not 1 <= sequence <= 99_999_999:
        raise ValueError(f"no certificate number for region {region!r}, sequence {sequence}")
    body = f"{PREFIX}{year:04d}{region}{sequence:08d}"
    return body + mod_37_36.calc_check_digit(body)


def clean_number(typed: str) -> str:
    """What a person typed, without blanks, hyphens and full-width letters."""
    return compact(typed).replace("-", "")


def is_number(number: str) -> bool:
    """Whether a cleaned number has the shape and its check character is right."""
    return bool(_SHAPE.fullmatch(number)) and mod_37_36.is_valid(number)


def new_code() -> str:
    """The secret in the QR code's address: 128 random bits, 22 url-safe characters."""
    return secrets.token_urlsafe(16)


def is_code(text: str) -> bool:
    return bool(_CODE.fullmatch(text))


def check_code(code: str) -> str:
    """查验码, `8F3K-7QWE`: printed on the paper and shown by the verification, to be compared by eye.

    Derived one way: whoever reads it cannot build the address.
    """
    value = int.from_bytes(hashlib.sha256(f"certificate.check|{code}".encode()).digest()[:5], "big")
    letters = "".join(_CROCKFORD[value >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"
