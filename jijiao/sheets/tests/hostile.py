"""Workbooks that nobody fills in by accident: each is made here, by hand, from the smallest right one."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from jijiao.sheets.tests.example import PEOPLE

Parts = dict[str, bytes]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'


def parts(workbook: bytes = b"") -> Parts:
    """The parts of a workbook, of the empty template unless another is given."""
    with zipfile.ZipFile(BytesIO(workbook or PEOPLE.template())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Parts, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, body in content.items():
            archive.writestr(name, body)
    return target.getvalue()


def with_part(name: str, body: bytes | str) -> bytes:
    return packed(parts() | {name: body.encode() if isinstance(body, str) else body})


def with_prologue(name: str, prologue: str, encoding: str = "utf-8") -> bytes:
    head, mark, rest = parts()[name].partition(b"?>")
    text = f"{head.decode()}{mark.decode()}{prologue}{rest.decode()}"
    return with_part(name, text.replace("UTF-8", encoding.upper()).encode(encoding))


def with_cells(rows: str, before: str = "") -> bytes:
    return with_part(SHEET, f'<?xml version="1.0"?><worksheet {MAIN}>{before}<sheetData>{rows}</sheetData></worksheet>')


def overlapping() -> bytes:
    """Many directory entries that all point at one compressed kernel."""
    kernel = zlib.compress(b"\0" * 1_000_000, 9)[2:-4]
    local = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(kernel), 1_000_000, 1, 0) + b"a"
    body = packed(parts())
    with zipfile.ZipFile(BytesIO(body)) as archive:
        start = archive.start_dir
        count = len(archive.infolist())
    directory = body[start : body.rindex(b"PK\x05\x06")]
    for number in range(40):
        head = struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 33, 0, len(kernel), 1_000_000, 4, 0, 0, 0, 0, 0, start)
        directory += b"PK\x01\x02" + head + f"b{number:03}".encode()
    end = struct.pack("<HHHHIIH", 0, 0, count + 40, count + 40, len(directory), start + len(local) + len(kernel), 0)
    return body[:start] + local + kernel + directory + b"PK\x05\x06" + end


def patched(at: str, offset: int, value: bytes) -> bytes:
    """The template with bytes of the last directory entry (or of the first local header) written over."""
    body = bytearray(packed(parts()))
    place = body.rindex(b"PK\x01\x02") if at == "directory" else body.index(b"PK\x03\x04")
    body[place + offset : place + offset + len(value)] = value
    return bytes(body)


def twice() -> bytes:
    name = "xl/workbook2.xml"
    return packed(parts() | {"xl/workbook1.xml": b"<a/>", name: b"<b/>"}).replace(name.encode(), b"xl/workbook1.xml")


# what it is -> (how it is made, what the sentence must say)
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "文件是空的"),
    "text": (lambda: "今天天气很好。\n明天也是。".encode(), "第 1 行不是表头"),
    "text of no encoding": (lambda: b"\xff\xfe\xfd,\xff\n" * 3, "文字编码无法识别"),
    "open quote": (lambda: '姓名,证件号,职称级别,取得日期,学时\n"张三,1'.encode(), "引号不成对"),
    "endless cell": (lambda: b"name,number\n" + b"x" * 200_000, "一格内容过长"),
    "web page": (lambda: b"<html><table><tr><td>1</table>", "网页"),
    "pdf": (lambda: b"%PDF-1.7\n", "PDF"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "不是表格文件"),
    "old xls": (lambda: OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "旧版 Excel（.xls）"),
    "password": (lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "文件有密码"),
    "ods": (lambda: packed({"mimetype": b"x", "content.xml": b"<x/>"}), "ODS"),
    "xlsb": (lambda: packed({"xl/workbook.bin": b"x"}), "xlsb"),
    "word": (lambda: packed({"word/document.xml": b"<x/>"}), "Word"),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"x"), "宏"),
    "plain zip": (lambda: packed({"readme.txt": b"x"}), "压缩包"),
    "zip in zip": (lambda: packed({"a.xlsx": packed(parts())}), "压缩包"),
    "truncated": (lambda: packed(parts())[:3000], "已损坏"),
    "directory lost": (lambda: packed(parts())[:-30], "已损坏"),
    "wrong checksum": (lambda: patched("directory", 16, b"\1\2\3\4"), "已损坏"),
    "lying size": (lambda: patched("directory", 24, struct.pack("<I", 3)), "已损坏"),
    "bad stream": (lambda: patched("local", 60, b"\xff" * 40), "已损坏"),
    "encrypted entry": (lambda: patched("directory", 8, b"\1\0"), "文件有密码"),
    "odd compression": (lambda: packed(parts(), zipfile.ZIP_LZMA), "压缩方法"),
    "traversal": (lambda: with_part("../../etc/cron.d/x", b"x"), "路径越界"),
    "absolute path": (lambda: with_part("/etc/passwd", b"x"), "路径越界"),
    "names twice": (twice, "重名"),
    "many entries": (lambda: packed(parts() | {f"x{n}": b"" for n in range(300)}), "部件"),
    "overlap": (overlapping, "重叠"),
    "high ratio": (lambda: with_part("xl/media/a.bin", b"\0" * 3_000_000), "解压后过大"),
    "large in total": (lambda: packed(parts() | {"a": b"ab" * 30_000_000}, zipfile.ZIP_STORED), "过大"),
    "laughs": (lambda: with_prologue("xl/sharedStrings.xml", LAUGHS), "文档类型声明"),
    "outside entity": (lambda: with_prologue("xl/workbook.xml", OUTSIDE), "文档类型声明"),
    "outside entity in utf-16": (lambda: with_prologue(SHEET, OUTSIDE, "utf-16"), "文档类型声明"),
    "far corner": (
        lambda: with_cells(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        "范围过大",
    ),
    "far row": (
        lambda: with_cells(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="GS1048576"><v>1</v></c></row>'
        ),
        "范围过大",
    ),
    "vast dimension": (lambda: with_cells("", '<dimension ref="A1:XFD1048576"/>'), ""),
    "vast count of strings": (
        lambda: with_part("xl/sharedStrings.xml", f'<sst {MAIN} count="4294967295" uniqueCount="4294967295"/>'),
        "",
    ),
    "no sheets": (lambda: with_part("xl/workbook.xml", f"<workbook {MAIN}><sheets/></workbook>"), ""),
    "broken markup": (lambda: with_part("xl/workbook.xml", b"<workbook><sheets>"), ""),
    "cells without rows": (lambda: with_cells("<c/><row><c r='ZZZZZ1'/><c r='A0'><v>x</v></c></row>"), ""),
}
