"""The sub-tables of a person's file (domain 3.3.1), each a value: fields, how an entry reads, what contradicts. Pure.

职称 and 学历学位 have a current entry, which stands in the person's own row: `main` says under which names.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jijiao.people import cleaners
from jijiao.people.facts import title_problem
from jijiao.sheets.cells import Cleaner, plain_text
from jijiao.standards.codes.people import DEGREES, EDUCATIONS, HONOUR_LEVELS
from jijiao.standards.codes.shape import Choices
from jijiao.standards.codes.titles import EDITION, TITLE_LEVELS, level_of, present_name, series_choices

PHOTO = "photo"
EMPTY = "未填写"
NAMED = f"须是所选系列中的名称（{EDITION} 版，改革前取得的原名称也可以），级别由系统判定"


@dataclass(frozen=True)
class Part:
    """One field of an entry; without a cleaner it is a day."""

    name: str
    label: str
    cleaner: Cleaner | None = None
    choices: Choices = ()
    required: bool = False
    hint: str = ""

    def shown(self, value: Any) -> str:
        """A value as people read it."""
        text = as_text(value)
        return dict(self.choices).get(text, text) if text else EMPTY


@dataclass(frozen=True)
class SubTable:
    """One kind of entry. `reads` names the fields that say in one line which entry it is."""

    kind: str
    label: str
    current: str
    parts: tuple[Part, ...]
    reads: tuple[str, ...]
    main: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts)

    @property
    def labels(self) -> dict[str, str]:
        return {part.name: part.label for part in self.parts}

    def values_of(self, row: Any) -> dict[str, str]:
        """An entry's values as text, from its own row or, for the current one, from the person's."""
        own = hasattr(row, "filed_at")
        return {name: as_text(getattr(row, name if own else self.main[name])) for name in self.names}

    def to_main(self, values: Mapping[str, str]) -> dict[str, str]:
        """The same values under the names of the person's row."""
        return {self.main[name]: values[name] for name in self.names}

    def shown(self, name: str, value: Any) -> str:
        return next(part for part in self.parts if part.name == name).shown(value)

    def line(self, values: Mapping[str, str]) -> str:
        """高级工程师，机械设计，2020-12-01"""
        return "，".join(self.shown(name, values[name]) for name in self.reads if values.get(name))

    def told(self, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Label and value of what was said."""
        if level := self.level(values):
            yield "职称级别", dict(TITLE_LEVELS)[level]
        if now := present_name(values.get("series", ""), values.get("name", "")):
            yield "现行名称", now
        for part in self.parts:
            if values.get(part.name):
                yield part.label, part.shown(values[part.name])

    def level(self, values: Mapping[str, str]) -> str:
        """The level that follows from a title; only titles have one that is not typed."""
        return level_of(values.get("series", ""), values.get("name", "")) or "" if self.kind == "title" else ""

    def problems(self, answers: Mapping[str, Any], *, born: date | None, today: date) -> dict[str, str]:
        """What is wrong between clean answers: field → sentence."""
        wrong = {}
        for part in self.parts:
            day = answers.get(part.name)
            if part.cleaner is None and day and day > today:
                wrong[part.name] = f"{part.label}不能晚于今天，请核对。"
            elif part.cleaner is None and day and born and day <= born:
                wrong[part.name] = f"{part.label}不能早于出生日期，请核对。"
        granted, appointed = answers.get("granted_on"), answers.get("appointed_on")
        if granted and appointed and appointed < granted:
            wrong.setdefault("appointed_on", "聘任时间不能早于取得时间，请核对。")
        if self.kind == "title" and (sentence := title_problem(answers.get("series", ""), answers.get("name", ""))):
            wrong["name"] = sentence
        return wrong


def as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


TITLES = SubTable(
    "title",
    "职称",
    "现职称",
    (
        Part("series", "职称系列", cleaners.title_series, series_choices()[:-1], required=True),
        Part("name", "职称名称", cleaners.title, required=True, hint=NAMED),
        Part("speciality", "职称专业", cleaners.major),
        Part("granted_on", "取得时间"),
        Part("appointed_on", "聘任时间"),
        Part("number", "证书编号", plain_text(60)),
    ),
    ("name", "speciality", "granted_on"),
    {
        "series": "title_series",
        "name": "title",
        "speciality": "title_major",
        "granted_on": "title_on",
        "appointed_on": "title_appointed_on",
        "number": "title_number",
    },
)
EDUCATION = SubTable(
    "education",
    "学历学位",
    "最高学历",
    (
        Part("level", "学历", cleaners.education, EDUCATIONS, required=True),
        Part("degree", "学位", cleaners.degree, DEGREES),
        Part("granted_by", "毕业院校", cleaners.school),
        Part("speciality", "所学专业", cleaners.major),
        Part("granted_on", "毕业时间"),
    ),
    ("level", "degree", "granted_by", "speciality"),
    {
        "level": "education",
        "degree": "degree",
        "granted_by": "school",
        "speciality": "major",
        "granted_on": "graduated_on",
    },
)
QUALIFICATIONS = SubTable(
    "qualification",
    "职（执）业资格",
    "",
    (
        Part("name", "资格名称", plain_text(100), required=True, hint="如“一级注册建造师”“执业医师”"),
        Part("level", "级别", plain_text(20)),
        Part("speciality", "专业", plain_text(60)),
        Part("granted_on", "发证日期"),
        Part("number", "证书编号", plain_text(60)),
    ),
    ("name", "level", "speciality", "granted_on"),
)
HONOURS = SubTable(
    "honour",
    "学术技术称号",
    "",
    (
        Part("name", "称号名称", plain_text(100), required=True, hint="如“泰山学者”“省突出贡献中青年专家”"),
        Part("level", "级别", cleaners.code_of(HONOUR_LEVELS), HONOUR_LEVELS),
        Part("granted_by", "授予单位", plain_text(100)),
        Part("granted_on", "授予日期"),
    ),
    ("name", "level", "granted_by", "granted_on"),
)
SUB_TABLES: dict[str, SubTable] = {each.kind: each for each in (TITLES, EDUCATION, QUALIFICATIONS, HONOURS)}
KINDS: Choices = tuple((each.kind, each.label) for each in SUB_TABLES.values())
