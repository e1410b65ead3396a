"""The printed certificate: its fonts, its text layer, its pages, and names that try something."""

from dataclasses import replace

import pytest

from jijiao.certificates.pdf import GETA, render, render_pictures, verification_address
from jijiao.certificates.tests.papers import SITE, characters, figures, font_files, line, metadata, pages

HOSTILE = [
    "#panic()",
    '"); #read("/etc/passwd")',
    "*李* _四_ `x` $x^2$",
    "<script>alert(1)</script>",
    "\\u{202e}李四",
    "{{ name }}{% now %}",
    "李\u202e四",
    "@import https://example.com",
    '"}, "number": "SDJX"',
    "=1+1",
]


def test_the_same_figures_give_the_same_bytes() -> None:
    assert render(figures(), site=SITE) == render(figures(), site=SITE)


def test_fonts_are_embedded_and_cut_to_what_is_used() -> None:
    pdf = render(figures(), site=SITE)

    fonts = font_files(pdf)
    assert fonts
    assert all(fonts.values())
    assert all(name[1:8].endswith("+") and name[1:7].isupper() for name in fonts)
    assert len(pdf) < 120_000
    assert "<pdfaid:part>2</pdfaid:part>" in metadata(pdf)


def test_everything_it_says_can_be_read_back() -> None:
    paper = figures()
    said = "".join(
        (paper.name, paper.document, paper.unit, paper.title, paper.number, paper.professional, paper.issuer)
    )

    assert set(said) <= characters(render(paper, site=SITE))


def test_it_names_the_page_that_verifies_it() -> None:
    assert set("平台证书验证页无需登录") <= characters(render(figures(), site=SITE))


@pytest.mark.parametrize("name", ["䶮㛃", "𬭎𬘭", "𠮷田", "龘靐齉", "阿卜杜热合曼·买买提依明", "Zoë O'Brien-李"])
def test_rare_names_are_printed_as_they_are(name: str) -> None:
    letters = characters(render(figures(name=name), site=SITE))

    assert set(name) - {" "} <= letters
    assert GETA not in letters


def test_a_character_no_font_has_is_marked_and_said() -> None:
    letters = characters(render(figures(name="李\U00030000", unit="\U00030001医院"), site=SITE))

    assert GETA in letters
    assert set("以证件为准罕用字") <= letters


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(name: str) -> None:
    shown = {letter for letter in name if letter.isprintable() and letter != " "}

    letters = characters(render(figures(0, name=name, unit=name), site=SITE))

    assert shown <= letters


@pytest.mark.parametrize(("lines", "expected"), [(0, 1), (3, 1), (12, 2), (90, 5)])
def test_learning_goes_onto_further_pages_when_it_does_not_fit(lines: int, expected: int) -> None:
    assert pages(render(figures(lines), site=SITE)) == expected


def test_a_mark_is_printed_on_it() -> None:
    assert "废" not in characters(render(figures(), site=SITE))
    assert "废" in characters(render(figures(mark="试印作废"), site=SITE))


def test_a_long_unit_name_pushes_the_learning_to_the_second_page() -> None:
    assert pages(render(figures(8, unit="某某市某某区某某街道办事处社区卫生服务中心" * 5), site=SITE)) == 2


def test_learning_with_long_titles_is_wrapped() -> None:
    long = replace(line(), title="长" * 200, organizer="位" * 100)

    assert pages(render(figures(lines=(long,) * 30), site=SITE)) > 5


def test_the_preview_has_the_same_pages() -> None:
    pictures = render_pictures(figures(12), site=SITE, ppi=40)

    assert len(pictures) == 2
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def test_the_code_leads_to_this_site() -> None:
    assert verification_address(SITE + "/", "abc") == "https://jijiao.example.cn/verify/q/abc/"
