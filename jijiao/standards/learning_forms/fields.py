"""The kinds of field a learning form asks for: how each reads what was typed (page or sheet) and shows it again."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from jijiao.lib.refusal import Refusal
from jijiao.lib.text import half_width, tidy
from jijiao.standards.codes.shape import Choices

Value = str | int | Decimal | date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """What every field has. `read` turns something not blank into a value or raises `Refusal`."""

    name: str
    label: str
    required: bool = True
    hint: str = ""

    @property
    def blank_message(self) -> str:
        return f"请填写{self.label}。"

    @property
    def blank_value(self) -> Value:
        return None

    def read(self, raw: object) -> Value:
        raise NotImplementedError

    def show(self, value: Value) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Text(Field):
    """One line of text, as a `str`; empty where nothing was typed."""

    longest: int = 200

    @property
    def blank_value(self) -> Value:
        return ""

    def read(self, raw: object) -> Value:
        text = tidy(str(raw))
        if len(text) > self.longest:
            raise Refusal(f"{self.label}最多 {self.longest} 个字，现在有 {len(text)} 个字。")
        return text


@dataclass(frozen=True, kw_only=True, slots=True)
class Hours(Field):
    """Hours, days or another quantity as a `Decimal` with one place, in steps, within limits (both allowed)."""

    least: Decimal = Decimal("0.5")
    most: Decimal = Decimal("999.9")
    step: Decimal = Decimal("0.1")
    unit: str = "学时"

    def read(self, raw: object) -> Value:
        try:
            number = Decimal(half_width(str(raw)).strip())
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise Refusal(f"{self.label}请填写数字。")
        if not self.least <= number <= self.most:
            raise Refusal(f"{self.label}应在 {plain(self.least)} 至 {plain(self.most)} 之间。")
        if number % self.step:
            raise Refusal(f"{self.label}应是 {plain(self.step)} 的倍数。")
        return number.quantize(Decimal("0.1"))

    def show(self, value: Value) -> str:
        return plain(value) if isinstance(value, Decimal) else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Whole(Field):
    """A whole number as an `int`, within limits (both allowed)."""

    least: int = 1
    most: int = 99999

    def read(self, raw: object) -> Value:
        typed = re.sub(r"\.0+$", "", half_width(str(raw)).strip())  # a sheet gives 3.0 for 3
        if not re.fullmatch(r"-?[0-9]{1,9}", typed):
            raise Refusal(f"{self.label}请填写整数。")
        if not self.least <= int(typed) <= self.most:
            raise Refusal(f"{self.label}应在 {self.least} 至 {self.most} 之间。")
        return int(typed)


@dataclass(frozen=True, kw_only=True, slots=True)
class Date(Field):
    """A day as a `date`; written 2026-10-12, 2026/10/12, 2026.10.12, 20261012 or 2026年10月12日."""

    def read(self, raw: object) -> Value:
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        typed = half_width(str(raw)).strip().removesuffix(" 00:00:00")
        found = re.fullmatch(r"([0-9]{4})([-/.年]?)([0-9]{1,2})(?:\2|月)([0-9]{1,2})日?", typed)
        try:
            return date(int(found[1]), int(found[3]), int(found[4])) if found else _no_date(self.label)
        except ValueError:
            return _no_date(self.label)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice(Field):
    """One of `choices`, as its code; a sheet may give the name instead."""

    choices: Choices

    @property
    def blank_message(self) -> str:
        return f"请选择{self.label}。"

    @property
    def blank_value(self) -> Value:
        return ""

    def read(self, raw: object) -> Value:
        typed = tidy(str(raw))
        for code, name in self.choices:
            if typed in (code, name):
                return code
        raise Refusal(f"{self.label}应是以下之一：{'、'.join(name for _, name in self.choices)}。")

    def show(self, value: Value) -> str:
        return dict(self.choices).get(str(value), "")


def plain(number: Decimal) -> str:
    """A quantity for people: 40 rather than 40.0, 4.5 as it is."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _no_date(label: str) -> date:
    raise Refusal(f"{label}请填写日期，例如 2026-10-12。")
