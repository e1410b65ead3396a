"""The unified social credit code (统一社会信用代码) of a unit: GB 32100-2015, domain 4.10."""

import re
from collections.abc import Callable

from jijiao.lib.refusal import Refusal
from jijiao.lib.text import compact

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # 31: without I, O, S, V, Z
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
NATION, PROVINCE_ITSELF = "10", "00"  # first and second pair of digits of a division
REGISTRARS = "123456789ANY"  # who registers: 1 institutions, 3 justice, 5 civil affairs, 9 market regulation, ...

# 单位性质 (domain 3.4.1) -> the first two characters usually seen; natures absent here may have any
NATURE_PREFIXES: dict[str, tuple[str, ...]] = {
    "10": ("11",),
    **dict.fromkeys(("21", "22", "23"), ("12",)),
    **dict.fromkeys(("31", "32", "33", "34", "35"), ("91",)),
    "41": ("51",),
    "42": ("52",),
    "43": ("53",),
    "44": ("31", "32", "34"),
    "45": ("71", "72"),
    "46": ("13", "81"),
    "51": ("92",),
    "52": ("93",),
    "53": ("N1", "N2", "N3"),
    "61": ("A1",),
}


def clean_credit_code(text: str) -> str:
    """The 18 characters in upper case. Raises `Refusal` with what to correct. The form is checked, not existence."""
    code = re.sub(r"[-－—]", "", compact(text))
    if not code:
        raise Refusal("请填写统一社会信用代码。")
    if len(code) != 18:
        raise Refusal(f"统一社会信用代码应为 18 位，现在是 {len(code)} 位，请照证照填写。")
    strange = sorted({char for char in code if char not in CHARACTERS})
    if strange:
        raise Refusal(
            f"统一社会信用代码里不应有“{'、'.join(strange)}”："
            "代码不使用字母 I、O、S、V、Z，请核对是否把 1、0、5、2 认错。"
        )
    if code[0] not in REGISTRARS or not re.fullmatch(r"[0-9]{6}", code[2:8]):
        raise Refusal("统一社会信用代码的前 8 位（登记部门、机构类别和行政区划）不正确，请照证照核对。")
    if code[17] != check_character(code[:17]):
        raise Refusal("统一社会信用代码的最后一位与前面对不上，请照证照逐位核对。")
    return code


def check_character(first_17: str) -> str:
    """The 18th character that belongs to 17 valid ones: 31 minus the weighted sum modulo 31, 31 itself being 0."""
    total = sum(CHARACTERS.index(char) * weight for char, weight in zip(first_17, WEIGHTS, strict=True))
    return CHARACTERS[-total % 31]


def region_in(code: str) -> str:
    """The six digits of the division where the unit was first registered; a hint only, units move."""
    return code[2:8]


def region_warning(region: str, code: str, called: Callable[[str], str] = str) -> str | None:
    """A warning when the code was given out elsewhere than in the chosen region's city; None when it was not.

    Codes of the nation (10) and of a province go with any region within; a county's with its city. `called` says a
    division's code in words.
    """
    given = region_in(code)
    if given[:2] == NATION or given[:4] == region[:4]:
        return None
    if given[:2] == region[:2] and PROVINCE_ITSELF in (given[2:4], region[2:4]):
        return None
    return f"信用代码中的登记地区是{called(given)}，与所选区域{called(region)}不一致"


def nature_warning(nature: str, code: str) -> str | None:
    """A soft warning when the chosen 单位性质 does not go with the code's first two characters; None when it does."""
    usual = NATURE_PREFIXES.get(nature)
    if usual is None or code[:2] in usual:
        return None
    return (
        f"所选单位性质的信用代码通常以 {' 或 '.join(usual)} 开头，填写的代码以 {code[:2]} 开头；"
        "请核对，若证照确实如此可继续提交。"
    )


def contradictions(code: str, *, nature: str, region: str, called: Callable[[str], str] = str) -> list[str]:
    """A sentence for each choice that does not go with the code; the licence may say so all the same."""
    found = (region_warning(region, code, called), nature_warning(nature, code))
    return [warning.split("；")[0] for warning in found if warning]
