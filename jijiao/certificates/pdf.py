"""The certificate as a PDF: figures in, bytes out. Same figures, same bytes (before signing)."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import segno
import typst

from jijiao.certificates.numbers import check_code

TEMPLATE = Path(__file__).parent / "print" / "certificate.typ"
FONT_PACKAGES = ("pylopdf_fonts_zh_cn", "manimgx_fonts_cjk")
GETA = "〓"  # printed for a character that no font has
GETA_NOTE = "含有字库未收的罕用字，以“〓”代替，请以证件为准。"
# a compiler refuses a second thread while it works, and one in each thread would hold the fonts as often
_one_at_a_time = Lock()
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')


@dataclass(frozen=True, slots=True)
class LearningLine:
    """One row of 学习明细; everything as it is printed."""

    title: str
    form: str
    subject: str
    hours: str
    organizer: str
    ended_on: str


@dataclass(frozen=True, slots=True)
class CertificateFigures:
    """What a certificate attests, as printed. `document` is masked, hours are texts with at most one decimal place."""

    number: str
    code: str
    name: str
    sex: str
    document: str
    unit: str
    series: str
    title: str
    year: int
    public: str
    professional: str
    total: str
    result: str
    issuer: str
    issued_on: date
    version: int = 1
    mark: str = ""  # printed across every page of a certificate that attests nothing
    lines: tuple[LearningLine, ...] = ()


def verification_address(site: str, code: str) -> str:
    """Where the QR code leads."""
    return f"{site.rstrip('/')}/verify/q/{code}/"


def render(figures: CertificateFigures, *, site: str) -> bytes:
    """A PDF/A-2b with embedded, subset fonts; `site` is the public address of this installation."""
    return _compile(figures, site, "pdf")[0]


def render_pictures(figures: CertificateFigures, *, site: str, ppi: int = 96) -> list[bytes]:
    """The same pages as PNG pictures, for a preview."""
    return _compile(figures, site, "png", ppi=ppi)


def _compile(figures: CertificateFigures, site: str, kind: Literal["pdf", "png"], **options: Any) -> list[bytes]:
    missing = ""
    while True:
        shown = _without(figures, missing)
        note = GETA_NOTE if missing else ""
        try:
            # always with the PDF's standard: it is what refuses a character without a glyph
            pdf = typeset(
                TEMPLATE, _inputs(shown, site, note), format="pdf", pdf_standards="a-2b", timestamp=_moment(figures)
            )
            break
        except typst.TypstError as error:
            found = _NO_GLYPH.search(str(error))
            if not found or set(found[1]) <= set(missing):
                raise
            missing += found[1]
    if kind == "pdf":
        return pdf
    return typeset(TEMPLATE, _inputs(shown, site, note), format="png", **options)


def typeset(template: Path, inputs: Mapping[str, str], **options: Any) -> list[bytes]:
    """Any template of ours with the bundled fonts; what comes in `inputs` is text to it."""
    with _one_at_a_time:
        pages = _compiler().compile(input=template.read_bytes(), sys_inputs=dict(inputs), **options)
    return pages if isinstance(pages, list) else [pages or b""]


@cache
def _compiler() -> typst.Compiler:
    folders = [str(Path(spec.origin).parent) for name in FONT_PACKAGES if (spec := find_spec(name)) and spec.origin]
    # only the bundled fonts: the same paper on every machine, and nothing is looked up anywhere
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return typst.Compiler(font_paths=fonts)


def _inputs(figures: CertificateFigures, site: str, note: str) -> dict[str, str]:
    """As JSON text, which the template reads as values: no name can become markup."""
    address = verification_address(site, figures.code)
    issued = figures.issued_on
    shown = asdict(figures) | {
        "province": "山东省专业技术人员",
        "title": "继续教育证书",
        "post": " ".join(dict.fromkeys(filter(None, (figures.series, figures.title)))),
        "year": str(figures.year),
        "version": str(figures.version),
        "issued_on": f"{issued.year} 年 {issued.month} 月 {issued.day} 日",
        "check": check_code(figures.code),
        "address": address,
        "qr": segno.make(address, error="m", micro=False).svg_inline(border=0, scale=4),
        "note": note,
    }
    return {"figures": json.dumps(shown, ensure_ascii=False)}


def _moment(figures: CertificateFigures) -> int:
    return int(datetime.combine(figures.issued_on, time(), UTC).timestamp())


def _without(figures: CertificateFigures, missing: str) -> CertificateFigures:
    """The figures with the mark 〓 for every character in `missing`."""
    if not missing:
        return figures
    table = str.maketrans(dict.fromkeys(missing, GETA))
    return replace(
        figures,
        name=figures.name.translate(table),
        unit=figures.unit.translate(table),
        title=figures.title.translate(table),
        issuer=figures.issuer.translate(table),
        lines=tuple(
            replace(line, title=line.title.translate(table), organizer=line.organizer.translate(table))
            for line in figures.lines
        ),
    )
