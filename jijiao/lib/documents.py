"""Identity documents (证件): their kinds, and whether a number can be right. Rules: GB 11643 and domain 4.1-4.6."""

import re
from collections.abc import Callable
from datetime import date
from operator import mul

from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import compact, tidy

RESIDENT_CARD = "111"
OFFICER_CARD = "114"
ARMED_POLICE_CARD = "115"
HONG_KONG_MACAO_RESIDENCE = "154"
TAIWAN_RESIDENCE = "155"
PASSPORT = "414"
TAIWAN_PASS = "511"  # noqa: S105  a travel document
HONG_KONG_MACAO_PASS = "516"  # noqa: S105  a travel document
FOREIGN_RESIDENT_CARD = "553"
OTHER_DOCUMENT = "990"

DOCUMENT_KINDS: tuple[tuple[str, str], ...] = (
    (RESIDENT_CARD, "居民身份证"),
    (OFFICER_CARD, "中国人民解放军军官证"),
    (ARMED_POLICE_CARD, "武警警官证"),
    (HONG_KONG_MACAO_RESIDENCE, "居住证（港澳居民）"),
    (TAIWAN_RESIDENCE, "居住证（台湾居民）"),
    (PASSPORT, "普通护照"),
    (TAIWAN_PASS, "台湾居民来往大陆通行证"),
    (HONG_KONG_MACAO_PASS, "港澳居民来往内地通行证"),
    (FOREIGN_RESIDENT_CARD, "外国人永久居留身份证"),
    (OTHER_DOCUMENT, "其他"),
)
DOCUMENT_KIND_NAMES: dict[str, str] = dict(DOCUMENT_KINDS)

MALE, FEMALE = "1", "2"  # GB/T 2261.1
YOUNGEST, OLDEST = 16, 100
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
# what the codes of the digits are above the digits, weighed
_ZEROES = ord("0") * sum(WEIGHTS)

# only the province is looked up: districts are merged and renamed, numbers issued before stay valid
_CODES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71"
_PROVINCES = frozenset(_CODES.split())
_RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
_SEVENTEEN = re.compile(r"[0-9]{17}")
_STATING = frozenset({RESIDENT_CARD, HONG_KONG_MACAO_RESIDENCE, TAIWAN_RESIDENCE, FOREIGN_RESIDENT_CARD})
_RESIDENCE_PREFIXES = {HONG_KONG_MACAO_RESIDENCE: ("810000", "820000"), TAIWAN_RESIDENCE: ("830000",)}


def clean_document(kind: str, text: str, *, today: date | None = None) -> str:
    """The number in the one form in which it is kept, for a kind of `DOCUMENT_KINDS`.

    Blanks go, full-width becomes half-width, letters become upper case. `today` (default: the clock's) judges birth
    dates. Raises `Refusal` with a sentence that says what to correct.
    """
    if kind not in DOCUMENT_KIND_NAMES:
        raise Refusal("请选择证件类型。")
    if not compact(text):
        raise Refusal("请填写证件号。")
    return _CLEANERS[kind](kind, text, today or clock.today())


def stated(kind: str, number: str) -> tuple[date | None, str | None]:
    """Birth date and sex (GB/T 2261.1, by the parity of the sequence number) that a clean number states, or Nones."""
    born = _date_in(number) if kind in _STATING and _RESIDENT.fullmatch(number) else None
    if born is None:
        return None, None
    return born, MALE if number[16] in "13579" else FEMALE


def birth_date(kind: str, number: str) -> date | None:
    """The birth date that a clean number states, or None where this kind of number states none."""
    return stated(kind, number)[0]


def sex(kind: str, number: str) -> str | None:
    """`MALE` or `FEMALE` that a clean number states, or None where this kind of number states none."""
    return stated(kind, number)[1]


def check_character(first_17: str) -> str:
    """The 18th character that belongs to 17 digits (GB 11643: weighted sum modulo 11)."""
    return CHECK_CHARACTERS[(sum(map(mul, first_17.encode(), WEIGHTS)) - _ZEROES) % 11]


def _date_in(number: str) -> date | None:
    try:
        return date.fromisoformat(number[6:14])
    except ValueError:
        return None


def _resident(kind: str, text: str, today: date) -> str:
    number = compact(text)
    if len(number) == 15 and number.isdecimal():
        raise Refusal("15 位的旧身份证号已停止使用，请填写新证上的 18 位号码。")
    _check_shape(number, "身份证号")
    if number[:6] in ("810000", "820000", "830000"):
        raise Refusal("这是港澳台居民居住证的号码，请把证件类型改为相应的居住证。")
    if number[:2] not in _PROVINCES:
        raise Refusal("身份证号前两位不是有效的省份代码，请核对后重新填写。")
    _check_birth(number, today)
    _check_last(number, "身份证号")
    return number


def _residence(kind: str, text: str, today: date) -> str:
    number = compact(text)
    prefixes = _RESIDENCE_PREFIXES[kind]
    _check_shape(number, "居住证号")
    if number[:6] not in prefixes:
        raise Refusal(f"{DOCUMENT_KIND_NAMES[kind]}的号码应以 {' 或 '.join(prefixes)} 开头，请核对号码和证件类型。")
    _check_birth(number, today)
    _check_last(number, "居住证号")
    return number


def _foreign_resident(kind: str, text: str, today: date) -> str:
    number = compact(text)
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):  # cards issued before December 2023
        return number
    if len(number) != 18 or number[0] != "9":
        raise Refusal(
            "外国人永久居留身份证号应为 18 位且以 9 开头（旧版证件为 3 个字母加 12 位数字），请核对后重新填写。"
        )
    _check_shape(number, "证件号")
    _check_birth(number, today)
    _check_last(number, "证件号")
    return number


def _check_shape(number: str, called: str) -> None:
    if len(number) != 18:
        raise Refusal(f"{called}应为 18 位，现在是 {len(number)} 位，请核对后重新填写。")
    if not _SEVENTEEN.match(number):
        raise Refusal(f"{called}前 17 位只能是数字，请核对后重新填写。")


def _check_birth(number: str, today: date) -> None:
    born = _date_in(number)
    if born is None or born > today:
        raise Refusal("证件号第 7 至 14 位不是有效的出生日期，请核对后重新填写。")
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not YOUNGEST <= age <= OLDEST:
        raise Refusal(f"按证件号计算的年龄是 {age} 岁，应在 {YOUNGEST} 至 {OLDEST} 岁之间，请核对出生日期部分。")


def _check_last(number: str, called: str) -> None:
    if number[17] != check_character(number[:17]):
        raise Refusal(f"{called}的最后一位与前面的数字对不上，请对照证件逐位核对。")


def _patterned(pattern: str, sentence: str) -> Callable[[str, str, date], str]:
    whole = re.compile(pattern)

    def clean(kind: str, text: str, today: date) -> str:
        number = compact(text)
        if not whole.fullmatch(number):
            raise Refusal(sentence)
        return number

    return clean


def _officer(kind: str, text: str, today: date) -> str:
    number = compact(text)
    if not re.fullmatch(r"[\u4e00-\u9fa5]{1,2}字第[0-9A-Z]{4,8}号?", number):
        raise Refusal("证件号的格式应如“军字第1234567号”，请照证件填写。")
    # one written form, so that the same card cannot register twice
    return number if number.endswith("号") else number + "号"


def _other(kind: str, text: str, today: date) -> str:
    number = tidy(text).upper()
    if not 4 <= len(number) <= 32 or not number.isprintable():
        raise Refusal("证件号应为 4 至 32 个字符，请照证件填写。")
    return number


_CLEANERS: dict[str, Callable[[str, str, date], str]] = {
    RESIDENT_CARD: _resident,
    OFFICER_CARD: _officer,
    ARMED_POLICE_CARD: _officer,
    HONG_KONG_MACAO_RESIDENCE: _residence,
    TAIWAN_RESIDENCE: _residence,
    PASSPORT: _patterned(r"[A-Z0-9]{5,17}", "护照号应为 5 至 17 位字母或数字，请照护照资料页填写。"),
    TAIWAN_PASS: _patterned(
        r"[0-9]{8}|[0-9]{10}[A-Z]?", "台湾居民来往大陆通行证号应为 8 位数字（旧版为 10 位数字，可加 1 个字母）。"
    ),
    HONG_KONG_MACAO_PASS: _patterned(
        r"[HM][0-9]{8}(?:[0-9]{2})?", "港澳居民来往内地通行证号应以 H 或 M 开头，后接 8 位或 10 位数字。"
    ),
    FOREIGN_RESIDENT_CARD: _foreign_resident,
    OTHER_DOCUMENT: _other,
}
