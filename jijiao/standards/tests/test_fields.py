"""What each kind of field makes of what people type or a sheet holds."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from jijiao.lib.refusal import Refusal
from jijiao.standards.learning_forms.fields import Choice, Date, Field, Hours, Text, Value, Whole, plain

TEXT = Text(name="title", label="名称", longest=5)
HOURS = Hours(name="hours", label="学时", most=Decimal(60))
DAYS = Hours(name="days", label="天数", step=Decimal("0.5"))
WHOLE = Whole(name="rank", label="位次", most=99)
DATE = Date(name="end_date", label="结束日期")
CHOICE = Choice(name="level", label="级别", choices=(("national", "国家级"), ("city", "市级")))


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        (TEXT, " 名  称 ", "名 称"),
        (HOURS, "８", Decimal("8.0")),
        (HOURS, 4.5, Decimal("4.5")),
        (HOURS, Decimal(60), Decimal("60.0")),
        (DAYS, "0.5", Decimal("0.5")),
        (WHOLE, "３", 3),
        (WHOLE, 3.0, 3),
        (WHOLE, "99", 99),
        (DATE, "2026-10-12", date(2026, 10, 12)),
        (DATE, "2026/1/2", date(2026, 1, 2)),
        (DATE, "2026.10.12", date(2026, 10, 12)),
        (DATE, "20261012", date(2026, 10, 12)),
        (DATE, "2026年10月12日", date(2026, 10, 12)),
        (DATE, "2026-10-12 00:00:00", date(2026, 10, 12)),
        (DATE, datetime(2026, 10, 12, 8), date(2026, 10, 12)),  # noqa: DTZ001  a sheet's cell has no zone
        (CHOICE, "city", "city"),
        (CHOICE, " 市级", "city"),
    ],
)
def test_readings(field: Field, raw: object, value: Value) -> None:
    assert field.read(raw) == value
    assert field.read(field.show(field.read(raw))) == value


@pytest.mark.parametrize(
    ("field", "raw", "says"),
    [
        (TEXT, "六个字的名称", "最多 5 个字，现在有 6 个字"),
        (HOURS, "八", "请填写数字"),
        (HOURS, "NaN", "请填写数字"),
        (HOURS, "Infinity", "请填写数字"),
        (HOURS, "60.1", "应在 0.5 至 60 之间"),
        (HOURS, "-1", "应在"),
        (HOURS, "1.25", "0.1 的倍数"),
        (DAYS, "1.3", "0.5 的倍数"),
        (WHOLE, "1.5", "请填写整数"),
        (WHOLE, "0", "应在 1 至 99 之间"),
        (WHOLE, "9" * 30, "请填写整数"),
        (DATE, "2026-02-30", "请填写日期"),
        (DATE, "2026-10/12", "请填写日期"),
        (DATE, "去年", "请填写日期"),
        (CHOICE, "省级", "国家级、市级"),
    ],
)
def test_refusals(field: Field, raw: object, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        field.read(raw)


@pytest.mark.parametrize(("number", "text"), [("40.0", "40"), ("4.5", "4.5"), ("100", "100"), ("0.0", "0")])
def test_quantities_for_people(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text
