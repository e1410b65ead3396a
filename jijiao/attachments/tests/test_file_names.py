"""Names that people and attackers give files."""

import pytest

from jijiao.attachments.file_names import clean_name

NAMES = [
    ("签到表.PNG", "签到表.png"),
    ("photo.jpeg", "photo.png"),
    ("a.exe", "a.png"),
    ("../../etc/passwd", "passwd.png"),
    ("..\\..\\boot.ini", "boot.png"),
    ("a\r\nSet-Cookie: x=1.png", "aSet-Cookie_ x=1.png"),
    ("invoice\u202egnp.exe", "invoicegnp.png"),
    ("...", "图片.png"),
    ("", "图片.png"),
    (".png", "图片.png"),
    ("  培训 \u3000 通知 .jpg", "培训 通知.png"),
    ('a"b%c?.png', "a_b_c_.png"),
    ("\x00nul.png", "nul.png"),
]


@pytest.mark.parametrize(("sent", "shown"), NAMES)
def test_names_come_out_harmless(sent: str, shown: str) -> None:
    assert clean_name(sent, "png") == shown


@pytest.mark.parametrize("letter", ["a", "长", "\U0003106c", "é"])
def test_long_names_are_cut_between_characters(letter: str) -> None:
    name = clean_name(letter * 255 + ".png", "jpeg")

    assert len(name.encode()) <= 200
    assert name == letter * (len(name) - 4) + ".jpg"
