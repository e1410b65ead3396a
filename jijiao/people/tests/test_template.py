"""The template: the columns of the manual's sheet, the unit's own departments to choose from (M5.4.3.1)."""

from collections.abc import Callable
from io import BytesIO
from urllib.parse import unquote

import openpyxl
import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.lib.refusal import Refusal
from jijiao.people.sheet import PEOPLE, for_departments
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3.1")

COLUMNS = (
    "姓名、证件类型、证件号、手机号、邮箱、性别、出生日期、工作部门、学历、学位、毕业院校、所学专业、职称系列、职称名称、职称专业、"
    "取得时间、岗位类别、参加工作时间、备注"
)


def test_the_columns_and_which_of_them_are_required() -> None:
    assert "、".join(column.header for column in PEOPLE.columns) == COLUMNS
    assert [column.header for column in PEOPLE.columns if column.required] == [
        "姓名", "证件类型", "证件号", "手机号", "职称系列",
    ]  # fmt: skip


def test_the_example_itself_is_right_and_not_imported() -> None:
    assert {column.name: column.clean(column.example) for column in PEOPLE.columns if column.example}
    with pytest.raises(Refusal, match="没有数据"):
        PEOPLE.read(for_departments(["外科"]).template())


def test_the_download_holds_the_units_departments(cast: Cast, as_hat: Callable[[Hat], Client]) -> None:
    answer = as_hat(cast.hospital_admin).get("/people/import/template/")
    assert "专业技术人员批量导入模板.xlsx" in unquote(answer["Content-Disposition"])
    book = openpyxl.load_workbook(BytesIO(answer.content))
    words = {cell.value for row in book["模板信息"].iter_rows() for cell in row}
    assert {"外科", "居民身份证", "卫生技术人员", "大学本科"} <= words
    other = openpyxl.load_workbook(BytesIO(as_hat(cast.school_admin).get("/people/import/template/").content))
    assert "外科" not in {cell.value for row in other["模板信息"].iter_rows() for cell in row}
