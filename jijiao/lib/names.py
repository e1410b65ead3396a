"""Names of people and of units, in the one form in which they are kept (domain 4.7)."""

import re
import unicodedata

from jijiao.lib.refusal import Refusal
from jijiao.lib.text import half_width, tidy

# Chinese characters with the extension blocks A to I and the compatibility block, where rare names live
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
MIDDLE_DOT = "\u00b7"

# the dots that input methods give for the middle dot of names: bullet, hyphenation point, katakana dots, dot operator
_DOTS = str.maketrans(dict.fromkeys("\u2022\u2027\u30fb\uff65\u22c5\uff0e", MIDDLE_DOT))
_PERSON = re.compile(rf"[{HAN}A-Za-z\u00c0-\u024f '{MIDDLE_DOT}-]+")
_PLAIN = re.compile(rf"[{HAN}]{{2,20}}")
_BRACKETS = str.maketrans({"(": "（", ")": "）"})


def clean_person_name(text: str) -> str:
    """A person's name of 2 to 50 characters; the dot between the parts of a name is always U+00B7.

    Blanks between Chinese characters go (`张 三`); emoji and signs are refused.
    """
    if _PLAIN.fullmatch(text):
        return text
    name = tidy(half_width(text.translate(_DOTS)))
    name = re.sub(rf" *{MIDDLE_DOT} *", MIDDLE_DOT, name)
    name = re.sub(rf"(?<=[{HAN}])\.(?=[{HAN}])", MIDDLE_DOT, name)
    name = re.sub(rf"(?<=[{HAN}]) +(?=[{HAN}])", "", name)
    if not name:
        raise Refusal("请填写姓名。")
    if not _PERSON.fullmatch(name) or name[0] in "·'-" or name[-1] in "·'-":
        raise Refusal("姓名只能由汉字、字母、空格和间隔号“·”组成，请照证件填写。")
    if not 2 <= len(name) <= 50:
        raise Refusal("姓名应为 2 至 50 个字，请照证件填写。")
    return name


def same_name(one: str, other: str) -> bool:
    """Whether two names are one: width, blanks, capitals and the kind of the middle dot make no difference."""
    return one == other or _folded(one) == _folded(other)


def _folded(name: str) -> str:
    text = unicodedata.normalize("NFC", tidy(half_width(name.translate(_DOTS)))).replace(" ", "").casefold()
    return text.replace(".", MIDDLE_DOT)


def clean_unit_name(text: str) -> str:
    """A unit's name of 2 to 100 characters: brackets full-width, letters and digits half-width, no stray blanks."""
    name = tidy(half_width(text)).translate(_BRACKETS)
    name = re.sub(rf"(?<=[{HAN}（）]) +| +(?=[{HAN}（）])", "", name)
    if not name:
        raise Refusal("请填写单位名称。")
    if any(unicodedata.category(char) in ("So", "Sk", "Cc", "Co", "Cs", "Cn") for char in name):
        raise Refusal("单位名称里有不能识别的符号，请照证照填写。")
    if not 2 <= len(name) <= 100:
        raise Refusal("单位名称应为 2 至 100 个字，请照证照填写全称。")
    return name
