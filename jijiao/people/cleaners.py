"""Cleaners of single answers about a person, shared by the columns of the sheet and the fields of the page form.

Each takes what was typed (or a cell) and gives the value or raises Refusal. Code lists are typed by name (居民身份证);
a code is taken too, since that is what a form's drop-down sends.
"""

from typing import Any

from jijiao.lib.documents import DOCUMENT_KINDS
from jijiao.lib.names import clean_person_name
from jijiao.lib.phones import clean_email, clean_mobile
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import compact, half_width, tidy
from jijiao.sheets.cells import Cleaner, as_date, plain_text, shown
from jijiao.standards.codes import Choices
from jijiao.standards.codes.people import DEGREES, EDUCATIONS, POSTS, SEXES
from jijiao.standards.codes.titles import series_choices

LISTED = 8
# what people write for the names of the code lists
_ALSO = {
    "身份证": "居民身份证",
    "二代身份证": "居民身份证",
    "军官证": "中国人民解放军军官证",
    "护照": "普通护照",
    "男性": "男",
    "女性": "女",
    "博士": "博士研究生",
    "硕士": "硕士研究生",
    "本科": "大学本科",
    "大本": "大学本科",
    "专科": "大学专科",
    "大专": "大学专科",
    "中专": "中等专科",
    "高中": "普通高中",
    "无职称": "未取得职称",
    "无": "未取得职称",
}


def code_of(choices: Choices) -> Cleaner:
    """From a name (or a code) of a code list to the code; the usual short forms are understood."""
    codes = {name: code for code, name in choices}
    codes |= {also: codes[name] for also, name in _ALSO.items() if name in codes and also not in codes}
    codes |= {code: code for code, _ in choices}

    def clean(cell: Any) -> str:
        typed = half_width(tidy(shown(cell))).replace(" ", "")
        # the lists are written with full-width brackets
        for text in (typed, typed.replace("(", "（").replace(")", "）")):
            if text in codes:
                return codes[text]
        names = "、".join(name for _, name in choices[:LISTED]) + ("等" if len(choices) > LISTED else "")
        raise Refusal(f"没有这个选项，请从下拉列表中选择（{names}）。")

    return clean


def compared(number: str) -> str:
    """A document number as it is compared within a file, before its kind's rule was applied."""
    return compact(number)


def _of_text(clean: Any) -> Cleaner:
    """A cleaner of text as a cleaner of cells."""
    return lambda cell: clean(shown(cell))


person_name: Cleaner = _of_text(clean_person_name)
document_kind: Cleaner = code_of(DOCUMENT_KINDS)
# which number is right depends on the kind: facts.contradictions judges it
document: Cleaner = plain_text(40)
mobile: Cleaner = _of_text(clean_mobile)
email: Cleaner = _of_text(clean_email)
sex: Cleaner = code_of(SEXES)
day: Cleaner = as_date
department_name: Cleaner = plain_text(50)
education: Cleaner = code_of(EDUCATIONS)
degree: Cleaner = code_of(DEGREES)
school: Cleaner = plain_text(100)
major: Cleaner = plain_text(60)
title_series: Cleaner = code_of(series_choices())
title: Cleaner = plain_text(40)
post: Cleaner = code_of(POSTS)
note: Cleaner = plain_text(200)
