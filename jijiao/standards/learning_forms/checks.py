"""What must hold between fields: faults stop a declaration, doubts are only pointed out (domain 4.12)."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from jijiao.standards.codes.learning import NOT_PASSED, Subject
from jijiao.standards.learning_forms.fields import Value, plain
from jijiao.standards.learning_forms.form import Check, Finding, Values


def dates_in_order(values: Values, subject: Subject | None) -> Iterator[Finding]:
    """The end is not before the start, and not more than a year after it."""
    start, end = values.get("start_date"), values.get("end_date")
    if not isinstance(start, date) or not isinstance(end, date):
        return
    if end < start:
        yield "end_date", "结束日期不能早于开始日期。"
    elif end > _a_year_after(start):
        yield "end_date", "开始到结束不能超过一年，请分年度申报。"


def days_within_dates(values: Values, subject: Subject | None) -> Iterator[Finding]:
    """No more days of learning than there are days between the two dates."""
    start, end, days = values.get("start_date"), values.get("end_date"), values.get("days")
    if isinstance(start, date) and isinstance(end, date) and isinstance(days, Decimal) and start <= end:
        span = (end - start).days + 1
        if days > span:
            yield "days", f"天数不能超过起止日期之间的 {span} 天。"


def examination_passed(values: Values, subject: Subject | None) -> Iterator[Finding]:
    """Learning that was not finished or not passed gives no hours."""
    if values.get("exam_result") in NOT_PASSED:
        yield "exam_result", "考核未完成或不合格的学习不能申报学时。"


def one_of(message: str, *names: str) -> Check:
    """At least one of the named fields is filled in; the first bears the message."""

    def check(values: Values, subject: Subject | None) -> Iterator[Finding]:
        if all(_blank(values.get(name)) for name in names):
            yield names[0], message

    return check


def needed_when(field: str, chosen: str, name: str, message: str) -> Check:
    """`name` is filled in once `field` is `chosen`."""

    def check(values: Values, subject: Subject | None) -> Iterator[Finding]:
        if values.get(field) == chosen and _blank(values.get(name)):
            yield name, message

    return check


def filed_if_public(values: Values, subject: Subject | None) -> Iterator[Finding]:
    """Training counts to the public subject only if it was filed beforehand (domain 1.10)."""
    if subject is Subject.PUBLIC and _blank(values.get("filing_no")):
        yield "filing_no", "计入公需科目的须先经备案，请填写备案号；没有备案的请改为计入专业科目。"


def journal_number_given(values: Values, subject: Subject | None) -> Iterator[Finding]:
    """A doubt: a paper usually bears an ISSN or a CN number, and an ISSN has a check digit."""
    typed = str(values.get("journal_no") or "").upper().replace(" ", "")
    if not typed:
        yield "journal_no", "没有填写刊号。公开刊物都有 ISSN 或 CN 刊号，填写后便于审核。"
    elif not any(_is_journal_number(part) for part in re.split(r"[,，;；、]", typed)):
        yield "journal_no", "刊号看起来不正确，请核对：ISSN 形如 1000-0003，CN 形如 CN37-1000/G4。"


def book_number_given(values: Values, subject: Subject | None) -> Iterator[Finding]:
    """A doubt: the ISBN has thirteen digits and a check digit."""
    digits = re.sub(r"[^0-9]", "", str(values.get("isbn") or ""))
    if len(digits) != 13 or sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10:
        yield "isbn", "ISBN 看起来不正确，请照版权页核对 13 位书号。"


def claim_within(awarded: Decimal, values: Values) -> Iterator[Finding]:
    """No more is claimed than the rules give."""
    claimed = values.get("claimed_hours")
    if not isinstance(claimed, Decimal) or claimed <= awarded:
        return
    if awarded:
        yield "claimed_hours", f"最多填 {plain(awarded)}：按规则本次可计 {plain(awarded)} 学时。"
    else:
        yield "claimed_hours", "按规则本次不能计学时，请核对上面填写的内容。"


def _is_journal_number(text: str) -> bool:
    if re.fullmatch(r"(?:CN)?[0-9]{2}-[0-9]{4}(?:/[A-Z0-9.]+)?", text):
        return True
    digits = re.sub(r"^ISSN[:：]?|-", "", text)
    if not re.fullmatch(r"[0-9]{7}[0-9X]", digits):
        return False
    return sum((10 if digit == "X" else int(digit)) * (8 - at) for at, digit in enumerate(digits)) % 11 == 0


def _a_year_after(start: date) -> date:
    try:
        return start.replace(year=start.year + 1)
    except ValueError:  # 29 February
        return date(start.year + 1, 3, 1)


def _blank(value: Value) -> bool:
    return value is None or value == ""
