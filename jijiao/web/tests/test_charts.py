"""Charts: what they draw and what they say."""

import re
from decimal import Decimal

import pytest

from jijiao.web.charts import Bar, Hours, Part, horizontal_bars, mini, plain, ruler, stacked_bar


def widths(svg: str, kind: str) -> list[float]:
    return [float(found) for found in re.findall(rf'class="{kind}"[^>]*? width="([\d.e-]+)"', svg)]


@pytest.mark.parametrize(
    ("public", "professional", "expected"),
    [(0, 0, (0, 0)), (15, 30, (0.5, 0.5)), (30, 60, (1, 1)), (99, 99, (1, 1)), (Decimal("7.5"), 0, (0.25, 0))],
)
def test_each_side_fills_by_itself_and_no_further(
    public: Decimal | int, professional: int, expected: tuple[float, float]
) -> None:
    svg = mini(Hours(public, professional))
    assert sum(widths(svg, "s-gx")) == pytest.approx(expected[0] * (30 - 90 * 0.008), rel=1e-3)
    assert sum(widths(svg, "s-bx")) == pytest.approx(expected[1] * 60, rel=1e-3)


def test_the_ruler_says_what_is_needed_and_got() -> None:
    said = ruler(Hours(Decimal("18.0"), Decimal("42.5")))
    assert "每年不少于90学时，其中公需课不少于30，必需课不少于60，已完成公需课18，必需课42.5" in said
    assert "已完成" not in ruler(Hours(None, None))


def test_a_year_without_requirement_is_drawn() -> None:
    assert "<svg" in mini(Hours(3, 4, 0, 0))


def test_a_stacked_bar_keeps_the_proportions_and_leaves_empty_parts_out() -> None:
    svg = stacked_bar([Part("已完成", 75, "k-done"), Part("无", 0, "k-gx"), Part("差", 25, "k-none")], "75 位已完成")
    assert widths(svg, "k-done")[0] / widths(svg, "k-none")[0] == pytest.approx(3, rel=0.02)
    assert "k-gx" not in svg
    assert 'aria-label="75 位已完成"' in svg
    assert "<svg" in stacked_bar([], "没有人员")


def test_horizontal_bars_share_one_scale_and_escape_names() -> None:
    drawn = horizontal_bars(
        [Bar("<b>教师</b>", [Part("中级", 4, "k-1")]), Bar("医生", [Part("中级", 8, "k-1")], "/x/?a=1")]
    )
    assert widths(drawn, "k-1") == [4, 8]
    assert drawn.count('viewBox="0 0 8 16"') == 2
    assert "&lt;b&gt;教师" in drawn
    assert '<a href="/x/?a=1">医生</a>' in drawn
    assert "<svg" not in horizontal_bars([])


def test_hours_are_written_as_people_do() -> None:
    assert [plain(value) for value in (Decimal("40.0"), Decimal("12.5"), 0, 7.5)] == ["40", "12.5", "0", "7.5"]


def test_nothing_is_styled_inline() -> None:
    assert "style=" not in ruler(Hours(1, 2)) + mini(Hours(1, 2)) + stacked_bar([Part("a", 1, "k-1")], "a")
