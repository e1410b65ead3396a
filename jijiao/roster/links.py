"""The sheet of activation links to print: a name and a QR code for each, cut along the lines."""

import json
from collections.abc import Iterable
from pathlib import Path

import segno

from jijiao.certificates.pdf import typeset

TEMPLATE = Path(__file__).parent / "print" / "links.typ"


def sheet(unit: str, until: str, people: Iterable[tuple[str, str, str]]) -> bytes:
    """A PDF; each of `people` is a name, a masked number and the link."""
    lines = [
        {"name": name, "document": document, "qr": segno.make(link, error="m", micro=False).svg_inline(border=0)}
        for name, document, link in people
    ]
    inputs = {"sheet": json.dumps({"unit": unit, "until": until, "people": lines}, ensure_ascii=False)}
    return typeset(TEMPLATE, inputs, format="pdf")[0]
