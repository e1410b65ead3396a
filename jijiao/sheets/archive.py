"""Is this an .xlsx (or a text) that may be opened? Looks at the zip before any spreadsheet library sees it.

Runs in the reader's child process only. Every refusal says what kind of file it is and what to do.
"""

import re
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from jijiao.lib.refusal import Refusal

MAX_ENTRIES = 200
MAX_BYTES = 50 * 1024 * 1024
# what a row of a sheet that takes very many may weigh unpacked: 100,000 rows of 20 cells are 60M
BYTES_A_ROW = 1500
MAX_RATIO = 100
# rows that were only formatted count here as well; reading them would take the memory of filled ones
EMPTY_ROWS = 10_000
PIECE = 1024 * 1024
# a small entry may shrink any amount without harm (empty style tables do)
RATIO_FROM = 1024 * 1024

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
BROKEN = "文件已损坏，不能读取。请用表格软件打开，另存为“Excel 工作簿（.xlsx）”后再上传。"
SUSPICIOUS = "文件的内部结构异常（{why}），不予读取。请把内容复制到新下载的模板中再上传。"
SAVE_AS = "请用表格软件打开，另存为“Excel 工作簿（.xlsx）”后再上传。"

_MARKUP = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be"))
_ERROR_CELL = re.compile(rb"<(?:\w+:)?c\b(?=[^>]*?\bt=[\"']e[\"'])[^>]*?\br=[\"']([A-Z]{1,3}\d{1,7})[\"']")
# a formula whose result was not saved reads as an empty cell
_FORMULA_CELL = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3}\d{1,7})[\"'][^>]*>\s*"
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)(?!\s*<(?:\w+:)?v\b[^>]*>[^<])"
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\b(?:\w+:)id=[\"']([^\"']+)[\"']")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_INDEX = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_ATTRIBUTE = re.compile(rb"\b(Id|Target)=[\"']([^\"']+)[\"']")


def is_text(content: bytes) -> bool:
    """Whether it may be a CSV rather than a zip; Refusal for what is neither."""
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
    if not content.startswith(b"PK") and b"\0" in content[:4096]:
        raise Refusal("这不是表格文件。请下载模板，填写后上传 .xlsx 文件。")
    return not content.startswith(b"PK")


def check(content: bytes, *, max_rows: int = 5000) -> list[dict[str, str]]:
    """Refuse a zip that is not a plain .xlsx, or holds far more than `max_rows` rows.

    Returns for each sheet, in order, the cells whose value says too little: "e" an error (#N/A), "f" a formula without
    a saved result.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _is_xlsx({entry.filename.lower() for entry in entries}, archive)
            most = max(MAX_BYTES, max_rows * BYTES_A_ROW)
            _structure(content, entries, archive.start_dir, most)
            return _marks(archive, entries, most, max_rows)
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


def _structure(content: bytes, entries: list[zipfile.ZipInfo], directory: int, most: int) -> None:
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
    if sum(entry.file_size for entry in entries) > most or any(_swollen(entry) for entry in entries):
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


def _marks(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], most: int, max_rows: int) -> list[dict[str, str]]:
    """Unpack everything piece by piece, counting real bytes, and keep only what says where odd cells stand."""
    small: dict[str, Any] = {}
    marks: dict[str, Any] = {}
    rows = 0
    for entry in entries:
        name = entry.filename.lower()
        marks[name] = {}
        with archive.open(entry) as file:
            for piece in _pieces(file):
                most -= len(piece)
                if most < 0:
                    raise Refusal(SUSPICIOUS.format(why="解压后过大"))
                if not name.endswith((".xml", ".rels", ".vml")):
                    continue
                if any(word in piece for word in _MARKUP):
                    raise Refusal(SUSPICIOUS.format(why="含有文档类型声明"))
                if name in _INDEX:
                    small[name] = small.get(name, b"") + piece
                if name.startswith("xl/worksheets/"):
                    rows += piece.count(b"<row")
                    marks[name] |= _odd_cells(piece)
        if rows > max_rows + EMPTY_ROWS:
            raise Refusal(f"表中有{rows}行以上（含空行），超过{max_rows}行的上限。请删除空行，或分成几个文件上传。")
    return [marks.get(name, {}) for name in _sheets_in_order(small)]


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The unpacked part in pieces of about a megabyte, cut behind a row or a tag so that no mark is torn."""
    left = b""
    while read := file.read(PIECE):
        piece = left + read
        cut = max(piece.rfind(b"</row>"), 0) or piece.rfind(b">") + 1 or len(piece)
        yield piece[:cut]
        left = piece[cut:]
        if len(left) > 2 * PIECE:
            yield left
            left = left[-64:]  # a mark may be torn only where there is no tag for two megabytes
    if left:
        yield left


def _odd_cells(piece: bytes) -> dict[str, str]:
    found = {}
    if b"<f" in piece or b":f" in piece:
        found = {name.decode(): "f" for name in _FORMULA_CELL.findall(piece)}
    if b't="e"' in piece or b"t='e'" in piece:
        found |= {name.decode(): "e" for name in _ERROR_CELL.findall(piece)}
    return found


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
