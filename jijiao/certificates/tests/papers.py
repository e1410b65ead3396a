"""Certificates for tests: figures to print, and what a reader finds in the printed file."""

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

from pyhanko.pdf_utils.generic import IndirectObject, StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader

from jijiao.certificates.numbers import make_number
from jijiao.certificates.pdf import CertificateFigures, LearningLine

SITE = "https://jijiao.example.cn"


def figures(count: int = 3, **changes: Any) -> CertificateFigures:
    """A certificate of 李建国 with so many lines of learning."""
    plain = CertificateFigures(
        number=make_number(2026, "370100", 2),
        code="AAAAAAAAAAAAAAAAAAAAAA",
        name="李建国",
        sex="男",
        document="370***********1012",
        unit="济南示例第一医院",
        series="卫生技术人员",
        title="主治医师",
        year=2026,
        public="30",
        professional="60.5",
        total="90.5",
        result="通过",
        issuer="继续教育公共服务平台",
        issued_on=date(2026, 12, 31),
        lines=tuple(line(number) for number in range(count)),
    )
    return replace(plain, **changes)


def line(number: int = 1) -> LearningLine:
    title = f"专业技术人员公需科目培训（第 {number} 期）"
    return LearningLine(title, "岗位培训", "公需科目", "12", "山东示例继续教育基地", "2026-05-01")


def characters(pdf: bytes) -> set[str]:
    """Every character that the text layer can give back."""
    found: set[str] = set()
    for font in _fonts(pdf):
        cmap = font["/ToUnicode"].data.decode("ascii")
        targets = re.findall(r"<[0-9A-Fa-f]+>\s+<([0-9A-Fa-f]+)>\s*$", cmap, re.MULTILINE)
        found.update(*(bytes.fromhex(target).decode("utf-16-be") for target in targets))
    return found


def font_files(pdf: bytes) -> dict[str, bool]:
    """Name of each font -> whether its file is embedded."""
    found = {}
    for font in _fonts(pdf):
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        found[str(font["/BaseFont"])] = any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
    return found


def pages(pdf: bytes) -> int:
    return int(PdfFileReader(io.BytesIO(pdf)).root["/Pages"]["/Count"])


def metadata(pdf: bytes) -> str:
    stream = PdfFileReader(io.BytesIO(pdf)).root["/Metadata"]
    assert isinstance(stream, StreamObject)
    return stream.data.decode()


def _fonts(pdf: bytes) -> list[Any]:
    reader = PdfFileReader(io.BytesIO(pdf))
    found: dict[Any, Any] = {}
    leaves = reader.root["/Pages"]["/Kids"]
    for page in (leaves[number] for number in range(len(leaves))):
        fonts = page["/Resources"].get("/Font", {})
        for name in fonts:
            raw = fonts.raw_get(name)
            found[raw.idnum if isinstance(raw, IndirectObject) else name] = fonts[name]
    return list(found.values())
