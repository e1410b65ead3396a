"""Workbooks that went wrong in any way: by a seed, so that each can be made again."""

import random
import re
import struct
from collections.abc import Callable
from functools import cache

from jijiao.sheets.testing import workbook_of
from jijiao.sheets.tests.example import PEOPLE, person
from jijiao.sheets.tests.hostile import packed, parts

ROWS = 8
PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml")
TYPES = (*("n", "s", "b", "e", "d", "str", "inlineStr") * 3, "", "x", "ss")  # the right ones more often
VALUES = (
    "", "0", "-1", "1e400", "NaN", "99999999999999999999", "4294967296", "#N/A", "2026-13-45", "1.5.5", "x" * 40_000,
    "&#0;", "&#xD800;", "&amp;", "&nbsp;", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "=1+1",
    "370000198506301013", "3.70000198506301E+17", "\u202e\u200b\ufeff", "]]>", "<v>", "TRUE",
)  # fmt: skip
PLACES = ("A1", "XFD1", "A1048576", "ZZZ99999", "A0", "1A", "", "E5", "a1", "A-1")
# signature of a zip's records → offsets of their fields
RECORDS = {b"PK\x03\x04": range(4, 30), b"PK\x01\x02": range(4, 46), b"PK\x05\x06": range(4, 22)}


@cache
def right() -> bytes:
    return workbook_of(PEOPLE, [person(number) for number in range(1, ROWS + 1)])


def mutated(seed: int) -> tuple[str, bytes]:
    """The kind of damage and the damaged workbook."""
    chance = random.Random(seed)
    name = chance.choice(sorted(KINDS))
    return name, KINDS[name](chance)


def in_bytes(chance: random.Random) -> bytes:
    """Bytes written over, cut out, doubled, or the end missing."""
    body = bytearray(right())
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(body))
        end = at + chance.randint(1, 60)
        damage = chance.randrange(4)
        if damage == 0:
            body[at] = chance.randrange(256)
        elif damage == 1:
            del body[at:end]
        elif damage == 2:
            body[at:at] = body[at:end]
        else:
            body[at:end] = chance.randbytes(end - at)
    return bytes(body[: chance.randrange(len(body))] if chance.random() < 0.1 else body)


def in_records(chance: random.Random) -> bytes:
    """Fields of the zip's own records: sizes, offsets, methods, flags, counts."""
    body = bytearray(right())
    for _ in range(chance.randint(1, 3)):
        signature = chance.choice(sorted(RECORDS))
        starts = [found.start() for found in re.finditer(re.escape(signature), bytes(body))]
        if not starts:
            continue
        at = chance.choice(starts) + chance.choice(RECORDS[signature])
        value = chance.choice([0, 1, 0xFF, 0x7FFFFFFF, 0xFFFFFFFF, chance.randrange(1 << 32)])
        width = chance.choice([1, 2, 4])
        body[at : at + width] = struct.pack("<I", value)[:width]
    return bytes(body)


def in_markup(chance: random.Random) -> bytes:
    """Tags dropped, doubled, renamed, nested for ever; attributes changed; bytes between them."""
    content = _parts()
    name = chance.choice(PARTS)
    text = content[name]
    for _ in range(chance.randint(1, 6)):
        tags = list(re.finditer(rb"<[^>]*>", text))
        start, end = chance.choice(tags).span() if tags else (0, 0)
        damage = chance.randrange(6)
        piece = text[start:end]
        if damage == 0:
            piece = b""
        elif damage == 1:
            piece *= chance.choice([2, 3, 2000])
        elif damage == 2:
            piece = piece.replace(b'"', b"", 1)
        elif damage == 3:
            piece = re.sub(rb'"[^"]*"', b'"' + chance.choice(VALUES).encode("utf-8", "replace") + b'"', piece, count=1)
        elif damage == 4:
            piece = piece[: len(piece) // 2] + chance.randbytes(4) + piece[len(piece) // 2 :]
        else:
            piece = b"<row>" * chance.choice([1, 5000]) + piece
        text = text[:start] + piece + text[end:]
    return packed(content | {name: text})


def in_cells(chance: random.Random) -> bytes:
    """Types that do not fit their values, places that are none, values nobody typed."""
    content = _parts()
    text = content["xl/worksheets/sheet1.xml"].decode()
    for _ in range(chance.randint(1, 3)):
        cells = list(re.finditer(r"<c [^>]*?(?:/>|>.*?</c>)", text))
        cell = chance.choice(cells)
        known = re.search(r'r="([^"]*)"', cell[0])
        place = known[1] if known and chance.random() < 0.8 else chance.choice(PLACES)
        value = chance.choice(VALUES).replace("<", "&lt;") if chance.random() < 0.8 else chance.choice(VALUES)
        body = f"<v>{value}</v>" if chance.random() < 0.7 else f"<is><t>{value}</t></is>"
        formula = chance.choice(["", "", "<f>1+1</f>", "<f/>", '<f t="shared" si="9"/>'])
        made = f'<c r="{place}" t="{chance.choice(TYPES)}" s="{chance.choice([0, 1, 9999])}">{formula}{body}</c>'
        text = text[: cell.start()] + made + text[cell.end() :]
    return packed(content | {"xl/worksheets/sheet1.xml": text.encode("utf-8", "replace")})


def in_parts(chance: random.Random) -> bytes:
    """Parts missing, empty, swapped, or others there."""
    content = _parts()
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(content))
        damage = chance.randrange(4)
        if damage == 0:
            content.pop(name)
        elif damage == 1:
            content[name] = b""
        elif damage == 2:
            content[name] = content[chance.choice(sorted(content))]
        else:
            content[chance.choice(["xl/vbaProject.bin", "xl/media/x.png", "../x", "mimetype"])] = chance.randbytes(40)
        if not content:
            break
    return packed(content)


def _parts() -> dict[str, bytes]:
    """The filled workbook's parts."""
    return dict(parts(right()))


KINDS: dict[str, Callable[[random.Random], bytes]] = {
    "bytes": in_bytes,
    "zip records": in_records,
    "markup": in_markup,
    "cells": in_cells,
    "parts": in_parts,
}
