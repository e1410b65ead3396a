"""What a unit says of a person, and whether the answers go together. Pure: no database, no request."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jijiao.lib.documents import OLDEST, YOUNGEST, clean_document, stated
from jijiao.lib.refusal import Refusal
from jijiao.standards.codes.people import SEXES
from jijiao.standards.codes.titles import NO_TITLE, level_of, names_freely, series_name, titles_of

UNKNOWN_SEX = "0"
EARLIEST = 1950
DAYS = (
    ("title_on", "取得时间"), ("works_since", "参加工作时间"), ("title_appointed_on", "聘任时间"),
    ("graduated_on", "毕业时间"),
)  # fmt: skip
OF_A_TITLE = ("title", "title_major", "title_on", "title_appointed_on", "title_number")
LISTED_TITLES = 12


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """A person as the roll keeps one; codes are those of `standards.codes`, numbers are clean, empty means unsaid."""

    name: str
    document_kind: str
    document: str
    title_series: str
    mobile: str = ""
    email: str = ""
    sex: str = ""
    born_on: date | None = None
    nation: str = ""
    political: str = ""
    education: str = ""
    degree: str = ""
    school: str = ""
    major: str = ""
    works_since: date | None = None
    post: str = ""
    title_level: str = ""
    title: str = ""
    title_major: str = ""
    title_on: date | None = None
    note: str = ""


FIELDS = tuple(PersonFacts.__dataclass_fields__)


def contradictions(answers: Mapping[str, Any], *, today: date) -> dict[str, str]:
    """What is wrong between the answers: field name → sentence; empty when they go together.

    `answers` are clean one by one (see `people.cleaners`), "" or None where nothing was said. A field that could not be
    cleaned must be absent, so that no second sentence is said about it.
    """
    return judged(answers, today=today)[0]


def judged(answers: Mapping[str, Any], *, today: date) -> tuple[dict[str, str], str]:
    """The contradictions, and the document's number in the one form in which it is kept ("" if it is not right)."""
    wrong: dict[str, str] = {}
    document, sentence = _document(answers, today)
    if sentence:
        wrong["document"] = sentence
    kind = answers.get("document_kind", "")
    born, of_sex = stated(kind, document)
    wrong |= _against_the_document(answers, born, of_sex)
    wrong |= _dates(answers, born or answers.get("born_on") or None, today)
    wrong |= _title(answers)
    return wrong, document


def facts_of(answers: Mapping[str, Any], *, today: date) -> PersonFacts:
    """The facts of answers without contradictions: sex and birth from the document, the level from the title.

    Raises Refusal about the first contradiction.
    """
    wrong, document = judged(answers, today=today)
    for field, sentence in wrong.items():
        raise Refusal(sentence, field)
    return PersonFacts(**put_together({**answers, "document": document}))


def put_together(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of PersonFacts from answers that go together; the document's number is in its kept form."""
    kind, document, series = answers["document_kind"], answers["document"], answers["title_series"]
    given = {name: answers[name] for name in FIELDS if answers.get(name)}
    born, of_sex = stated(kind, document)
    if born and of_sex:
        given["born_on"], given["sex"] = born, of_sex
    if level := level_of(series, answers.get("title") or ""):
        given["title_level"] = level
    return given


def whole(facts: PersonFacts) -> PersonFacts:
    """With the sex and birth that the document states, where nobody said them."""
    kind, number = facts.document_kind, facts.document
    born, of_sex = stated(kind, number)
    return replace(facts, sex=facts.sex or of_sex or "", born_on=facts.born_on or born)


def _document(answers: Mapping[str, Any], today: date) -> tuple[str, str]:
    """The clean number and what is wrong with it; both empty when kind or number is missing."""
    kind, number = answers.get("document_kind"), answers.get("document")
    if not kind or not number:
        return "", ""
    try:
        return clean_document(kind, number, today=today), ""
    except Refusal as refusal:
        return "", refusal.message


def _against_the_document(answers: Mapping[str, Any], born: date | None, stated_sex: str | None) -> dict[str, str]:
    """GB 11643: a resident number states birth date and sex, and the document wins over what was typed (domain 4.1)."""
    wrong = {}
    typed_sex = answers.get("sex")
    if stated_sex and typed_sex and typed_sex != UNKNOWN_SEX and typed_sex != stated_sex:
        wrong["sex"] = f"与证件号不一致：按证件号应为“{dict(SEXES)[stated_sex]}”，请核对证件号，或留空由系统填写。"
    if born and answers.get("born_on") and answers["born_on"] != born:
        wrong["born_on"] = "与证件号中的出生日期不一致，请核对证件号，或留空由系统填写。"
    return wrong


def _dates(answers: Mapping[str, Any], born: date | None, today: date) -> dict[str, str]:
    wrong = {}
    if answers.get("born_on") and not YOUNGEST <= _age(answers["born_on"], today) <= OLDEST:
        wrong["born_on"] = f"按出生日期计算的年龄应在 {YOUNGEST} 至 {OLDEST} 岁之间，请核对。"
    for field, called in DAYS:
        day = answers.get(field)
        if day and day > today:
            wrong[field] = f"{called}不能晚于今天，请核对。"
        elif day and born and day <= born:
            wrong[field] = f"{called}不能早于出生日期，请核对。"
    granted, appointed = answers.get("title_on"), answers.get("title_appointed_on")
    if granted and appointed and appointed < granted:
        wrong.setdefault("title_appointed_on", "聘任时间不能早于取得时间，请核对。")
    year = answers.get("first_appointed")
    if year and not (born.year + YOUNGEST if born else EARLIEST) <= year <= today.year:
        wrong["first_appointed"] = "首次聘用年度应在年满 16 周岁之后，且不晚于今年，请核对。"
    return wrong


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _title(answers: Mapping[str, Any]) -> dict[str, str]:
    """The title must be listed in its series; 未取得职称 has none, two series name theirs freely (domain 3.4.5)."""
    series, title = answers.get("title_series"), answers.get("title")
    if not series:
        return {}
    if series == NO_TITLE:
        filled = [field for field in OF_A_TITLE if answers.get(field)]
        return dict.fromkeys(filled, f"职称系列选“{series_name(NO_TITLE)}”时不填写此项，请清空或改选职称系列。")
    sentence = title_problem(series, title or "")
    return {"title": sentence} if sentence else {}


def title_problem(series: str, title: str) -> str:
    """Why a title cannot be one of the series; empty when it can, also for a name from before the reform."""
    if not title or not series or names_freely(series) or level_of(series, title):
        return ""
    names = list(dict.fromkeys(listed.name for listed in titles_of(series)))
    shown = "、".join(names[:LISTED_TITLES]) + ("等" if len(names) > LISTED_TITLES else "")
    return f"“{series_name(series)}”系列没有这个职称名称，可填：{shown}。"
