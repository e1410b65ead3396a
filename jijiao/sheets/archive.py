"""Is this an .xlsx that may be opened? Looks at the zip's structure before any spreadsheet library sees it.

Runs in the reader's child process only. Every refusal says what kind of file it is and what to do.
"""

import re
import struct
import zipfile
from io import BytesIO

from jijiao.lib.refusal import Refusal

MAX_ENTRIES = 200
MAX_BYTES = 50 * 1024 * 1024
MAX_RATIO = 100
# a small entry may shrink any amount without harm (empty style tables do)
RATIO_FROM = 1024 * 1024

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
BROKEN = "文件已损坏，不能读取。请用表格软件打开，另存为“Excel 工作簿（.xlsx）”后再上传。"
SUSPICIOUS = "文件的内部结构异常（{why}），不予读取。请把内容复制到新下载的模板中再上传。"
SAVE_AS = "请用表格软件打开，另存为“Excel 工作簿（.xlsx）”后再上传。"

_MARKUP = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be"))
_ERROR_CELL = re.compile(rb"<(?:\w+:)?c\b(?=[^>]*?\bt=[\"']e[\"'])[^>]*?\br=[\"']([A-Z]{1,3}\d{1,7})[\"']")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\b(?:\w+:)id=[\"']([^\"']+)[\"']")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"\b(Id|Target)=[\"']([^\"']+)[\"']")


def check(content: bytes) -> list[frozenset[str]]:
    """Refuse what is not a plain .xlsx; returns for each sheet, in order, the cells that hold an error (#N/A)."""
    _is_zip(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _is_xlsx({entry.filename.lower() for entry in entries}, archive)
            _structure(content, entries, archive.start_dir)
            parts = _read(archive, entries)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        struct.error,
        ValueError,
        OSError,
        RuntimeError,
    ) as error:
        raise Refusal(BROKEN) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise Refusal(BROKEN) from error
    return [_errors(parts.get(name, b"")) for name in _sheets_in_order(parts)]


def _is_zip(content: bytes) -> None:
    start = content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if not content:
        raise Refusal("文件是空的（0 字节）。请重新选择文件。")
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refusal("文件有密码。请在表格软件中去掉打开密码，保存后再上传。")
        raise Refusal(f"这是旧版 Excel（.xls）或其他旧格式文件。{SAVE_AS}")
    if content.startswith(b"%PDF"):
        raise Refusal("这是 PDF 文件，不是表格。请下载模板，填写后上传 .xlsx 文件。")
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        raise Refusal(f"这是网页或 XML 文件，只是扩展名写成了 .xlsx。{SAVE_AS}")
    if not content.startswith(b"PK"):
        if b"\0" not in content[:4096]:
            raise Refusal(f"这是文本文件（如 CSV），只是扩展名写成了 .xlsx。{SAVE_AS}")
        raise Refusal("这不是表格文件。请下载模板，填写后上传 .xlsx 文件。")


def _is_xlsx(names: set[str], archive: zipfile.ZipFile) -> None:
    if "mimetype" in names and "content.xml" in names:
        raise Refusal(f"这是 ODS 表格。{SAVE_AS}")
    if "xl/workbook.bin" in names:
        raise Refusal(f"这是二进制工作簿（.xlsb）。{SAVE_AS}")
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise Refusal("这是 Word 或 PowerPoint 文件，不是表格。请下载模板，填写后上传 .xlsx 文件。")
    if "xl/vbaproject.bin" in names:
        raise Refusal(f"文件含有宏（.xlsm）。{SAVE_AS}")
    if "xl/workbook.xml" not in names:
        raise Refusal("这是压缩包，不是表格。请下载模板，填写后上传 .xlsx 文件。")


def _structure(content: bytes, entries: list[zipfile.ZipInfo], directory: int) -> None:
    """What a zip claims about itself, before a byte is unpacked."""
    if len(entries) > MAX_ENTRIES:
        raise Refusal(SUSPICIOUS.format(why=f"内含{len(entries)}个部件，超过{MAX_ENTRIES}个"))
    if len({entry.filename for entry in entries}) != len(entries):
        raise Refusal(SUSPICIOUS.format(why="部件重名"))
    if any(entry.flag_bits & 0x41 for entry in entries):
        raise Refusal("文件有密码。请在表格软件中去掉打开密码，保存后再上传。")
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        raise Refusal(SUSPICIOUS.format(why="压缩方法不被支持"))
    if any(entry.filename.startswith("/") or ".." in entry.filename.split("/") for entry in entries):
        raise Refusal(SUSPICIOUS.format(why="部件路径越界"))
    if sum(entry.file_size for entry in entries) > MAX_BYTES or any(_swollen(entry) for entry in entries):
        raise Refusal(SUSPICIOUS.format(why="解压后过大"))
    _no_overlap(content, entries, directory)


def _swollen(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size)


def _no_overlap(content: bytes, entries: list[zipfile.ZipInfo], directory: int) -> None:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        name_length, extra_length = struct.unpack_from("<HH", content, entry.header_offset + 26)
        if entry.header_offset < end:
            raise Refusal(SUSPICIOUS.format(why="部件互相重叠"))
        end = entry.header_offset + 30 + name_length + extra_length + entry.compress_size
    if end > directory:
        raise Refusal(SUSPICIOUS.format(why="部件互相重叠"))


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Unpack everything, counting real bytes; keeps the parts that say where errors stand."""
    parts, left = {}, MAX_BYTES
    for entry in entries:
        with archive.open(entry) as file:
            body = file.read(left + 1)
        left -= len(body)
        if left < 0:
            raise Refusal(SUSPICIOUS.format(why="解压后过大"))
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            if any(word in body for word in _MARKUP):
                raise Refusal(SUSPICIOUS.format(why="含有文档类型声明"))
            parts[entry.filename.lower()] = body
    return parts


def _sheets_in_order(parts: dict[str, bytes]) -> list[str]:
    """The part names of the sheets, in the order in which the workbook lists them."""
    relations = [
        dict(_ATTRIBUTE.findall(tag)) for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b""))
    ]
    targets = {relation[b"Id"]: relation[b"Target"] for relation in relations if len(relation) == 2}
    found = []
    for identity in _SHEET.findall(parts["xl/workbook.xml"]):
        target = targets.get(identity, b"").decode("utf-8", "replace").lower()
        found.append(target.removeprefix("/") if target.startswith("/") else f"xl/{target}")
    return found


def _errors(sheet: bytes) -> frozenset[str]:
    return frozenset(cell.decode() for cell in _ERROR_CELL.findall(sheet))
