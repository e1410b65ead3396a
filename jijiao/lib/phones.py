"""Telephone numbers and mail addresses, in the one form in which they are kept (domain 4.7)."""

import re

from jijiao.lib.refusal import Refusal
from jijiao.lib.text import compact

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(?:(0[0-9]{2,3})-)?([0-9]{7,8})(?:-([0-9]{1,6}))?")
# 010 and 02x have three digits, every other area code has four
_UNBROKEN = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([0-9]{7,8})(?:-([0-9]{1,6}))?")
_HOTLINE = re.compile(r"([48]00)-?(?:([0-9]{4})-([0-9]{3})|([0-9]{3})-?([0-9]{4}))")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)


def clean_mobile(text: str) -> str:
    """A mainland mobile number as eleven digits; blanks, hyphens and a leading +86 are forgiven."""
    if _MOBILE.fullmatch(text):
        return text
    number = re.sub(r"^(?:\+|00)86(?=1)", "", _plain(text).replace("-", ""))
    if not _MOBILE.fullmatch(number):
        raise Refusal("请填写 11 位手机号，例如 13800000000。")
    return number


def clean_landline(text: str) -> str:
    """A landline as `0531-88888888` or `0531-88888888-123`; the area code may be missing."""
    number = re.sub(r"^\(?(0[0-9]{2,3})\)-?", r"\1-", _plain(text))
    found = _LANDLINE.fullmatch(number) or _UNBROKEN.fullmatch(number)
    if not found:
        raise Refusal("请填写固定电话，格式如 0531-88888888，有分机的写作 0531-88888888-123。")
    return "-".join(part for part in found.groups() if part)


def clean_unit_phone(text: str) -> str:
    """A unit's telephone: a landline, a mobile number, or a 400/800 number grouped 3-4 or 4-3 as it was typed."""
    number = _plain(text)
    if hotline := _HOTLINE.fullmatch(number):
        return "-".join(part for part in hotline.groups() if part)
    for clean in (clean_mobile, clean_landline):
        try:
            return clean(text)
        except Refusal:
            continue
    raise Refusal("请填写单位电话：固定电话（如 0531-88888888）、11 位手机号或 400/800 号码。")


def clean_email(text: str) -> str:
    """An address with its domain in lower case, at most 100 characters. Whether it receives mail is not checked."""
    plain = text if text.isascii() else text.translate({0xFF20: "@", 0x3002: ".", 0xFF0E: "."})
    address = re.sub(r"\s", "", plain)
    local, _, domain = address.rpartition("@")
    if len(address) > 100 or not _EMAIL.fullmatch(address) or ".." in local or local[0] == "." or local[-1] == ".":
        raise Refusal("请填写有效的电子邮箱，例如 name@example.com。")
    return f"{local}@{domain.lower()}"


def _plain(text: str) -> str:
    return re.sub(r"[‐‑‒–—―]", "-", compact(text))
