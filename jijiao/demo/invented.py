"""Invented people, numbers and papers. Resident numbers carry the province's code, which no card carries."""

import struct
from datetime import date, timedelta

from jijiao.lib.documents import check_character

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = (
    *("建国", "秀英", "志强", "晓敏", "海燕", "文静", "立新", "玉兰", "春华", "明辉"),
    *("丽娟", "永康", "雪梅", "少华", "佳怡", "子涵", "思远", "浩然", "若曦", "一鸣"),
)
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def document(number: int) -> str:
    """The `number`-th synthetic resident number, with a valid check digit."""
    born = date(1965, 1, 1) + timedelta(days=(number * 37) % 12000)
    stem = f"370000{born:%Y%m%d}{number % 1000:03d}"
    return stem + check_character(stem)


def credit_code(number: int, prefix: str = "91370000") -> str:
    """A synthetic 统一社会信用代码 with a valid check character."""
    stem = f"{prefix}MA3T{number:05d}"
    total = sum(_SIGNS.index(sign) * weight for sign, weight in zip(stem, _WEIGHTS, strict=True))
    return stem + _SIGNS[(31 - total % 31) % 31]


def name(number: int) -> str:
    """The `number`-th name; the first 600 differ."""
    return SURNAMES[number % len(SURNAMES)] + GIVEN[number // len(SURNAMES) % len(GIVEN)]


def paper(shade: int, width: int = 420, height: int = 300) -> bytes:
    """A small picture (BMP) that stands for a scan: a frame and some lines."""
    rows = bytearray()
    stride = (width * 3 + 3) // 4 * 4
    for y in range(height):
        line = bytearray()
        for x in range(width):
            frame = x < 6 or y < 6 or x >= width - 6 or y >= height - 6
            text = 60 < x < width - 60 and y % 36 < 6 and 40 < y < height - 40
            line += b"\x40\x60\x90" if frame else b"\xb0\xb0\xb0" if text else bytes((shade, 250, 250))
        rows += line.ljust(stride, b"\0")
    head = struct.pack("<2sIHHI", b"BM", 54 + len(rows), 0, 0, 54)
    return head + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(rows), 2835, 2835, 0, 0) + bytes(rows)
