"""Which row is the header, and what is said when it does not fit."""

from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from jijiao.sheets.columns import Column
from jijiao.sheets.sandbox import SheetRefused
from jijiao.sheets.sheet import Sheet
from jijiao.sheets.tests.example import PEOPLE, person

HEADERS = [column.header for column in PEOPLE.columns]
RIGHT = [person().get(column.name, "") for column in PEOPLE.columns]


def book_of(*lines: list[Any], merge: str = "", name: str = "测试人员", marker: tuple[str, ...] = ()) -> bytes:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet(name)
    for number, line in enumerate(lines):
        page.write_row(number, 0, line)
    if merge:
        page.merge_range(merge, "合并")
    if marker:
        book.add_worksheet("模板信息").write_row(0, 0, marker)
    book.close()
    return target.getvalue()


def refused(content: bytes, sheet: Sheet = PEOPLE) -> str:
    with pytest.raises(SheetRefused) as caught:
        sheet.read(content)
    return caught.value.message


def test_the_header_may_stand_below_a_merged_title() -> None:
    content = book_of(["某医院人员名单"], [], HEADERS, RIGHT, merge="A1:E1")
    assert [row.number for row in PEOPLE.read(content)] == [4]


def test_order_stars_blanks_and_width_do_not_matter() -> None:
    order = [4, 2, 0, 3, 1]
    headers = ["学时 ", "职称\n级别", "* 姓名", "取得日期＊", "证 件 号"]
    content = book_of(headers, [RIGHT[place] for place in order])
    (row,) = PEOPLE.read(content)
    assert (row.errors, row.values["name"]) == ([], "测试1")


def test_another_name_of_the_table_does_not_matter() -> None:
    assert len(PEOPLE.read(book_of(HEADERS, RIGHT, name="Sheet1"))) == 1


def test_blank_rows_are_passed_over_and_numbers_stay_those_of_the_workbook() -> None:
    content = book_of(HEADERS, [], RIGHT, ["", " ", ""], [], RIGHT)
    assert [row.number for row in PEOPLE.read(content)] == [3, 6]


def test_no_header() -> None:
    told = refused(book_of(RIGHT, RIGHT))
    assert told.startswith("第 1 行不是表头（没有姓名、证件号")
    assert told.endswith("请使用下载的“测试人员”模板，表头须在第 1 行。")
    assert refused(book_of([], ["某医院", "名单"], RIGHT)).startswith("第 2 行不是表头")
    assert "没有找到表头（姓名、证件号" in refused(book_of(["姓名", "甲", "乙"], RIGHT))


def test_answers_that_look_like_headings_or_stand_twice_are_no_header() -> None:
    columns = (
        Column("姓名", "name"), Column("证件类型", "kind", also=("证件名称",)),
        Column("证件号", "number", also=("身份证",)), Column("专业", "major"), Column("职称专业", "title_major"),
    )  # fmt: skip
    sheet = Sheet("tests.answers", "名单", 1, columns)
    lines = (["张三", "居民身份证", "1", "软件专业", "软件专业"], ["李四", "居民身份证", "2", "软件专业", "硬件"])
    assert refused(book_of(*lines), sheet).startswith("第 1 行不是表头")
    assert "列“专业”出现了两次" in refused(book_of(["姓名", "证件号", "专业", "专业"], *lines), sheet)


def test_an_empty_workbook_and_a_bare_header() -> None:
    assert "表中没有内容" in refused(book_of())
    assert refused(book_of(HEADERS)) == "表中没有数据。请从第2行起填写后再上传。"


def test_missing_columns_are_named() -> None:
    assert "缺少列：“职称级别”、“学时”" in refused(book_of([HEADERS[0], HEADERS[1], HEADERS[3]], RIGHT))


def test_a_repeated_column_is_named() -> None:
    assert "列“姓名”出现了两次" in refused(book_of([*HEADERS, "姓名"], RIGHT))


def test_unknown_columns_are_named_but_the_reasons_are_not_unknown() -> None:
    assert "没有的列：“备注”、“工龄”" in refused(book_of([*HEADERS, "备注", "工龄"], RIGHT))
    assert len(PEOPLE.read(book_of([*HEADERS, "错误原因"], [*RIGHT, "证件号：不对"]))) == 1


def test_merged_cells_in_the_table_are_named() -> None:
    assert "合并单元格（A3:B3）" in refused(book_of(HEADERS, RIGHT, merge="A3:B3"))


def test_the_template_of_another_sheet_is_recognised() -> None:
    other = Sheet("tests.other", "培训名单", 1, PEOPLE.columns)
    assert refused(other.template()) == "这是“培训名单”的模板，不是“测试人员”的模板。请下载“测试人员”模板填写。"


def test_an_old_template_is_recognised_when_it_lacks_columns() -> None:
    old = book_of(HEADERS[:4], RIGHT[:4], marker=("tests.people", "1", "测试人员"))
    assert refused(old) == "这是第1版模板，现在用的是第2版，缺少列：“学时”。请下载新模板填写。"


def test_too_many_rows() -> None:
    assert "超过100行的上限" in refused(book_of(HEADERS, *[RIGHT] * 101))
    assert "超过100行的上限" in refused(book_of(HEADERS, *[RIGHT] * 500))
    assert len(PEOPLE.read(book_of(HEADERS, *[RIGHT] * 100))) == 100
