"""Names of people and units: one form each, and no emoji."""

import pytest

from jijiao.lib.names import clean_person_name, clean_unit_name
from jijiao.lib.refusal import Refusal


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("李四", "李四"),
        (" 张　三 ", "张三"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉・买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉‧买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉．买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉.买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉 · 买买提", "阿卜杜拉·买买提"),
        ("王\U00020bb7", "王\U00020bb7"),
        ("䶮䶮", "䶮䶮"),
        ("Ｊohn  Smith", "John Smith"),
        ("José O'Neil-Pérez", "José O'Neil-Pérez"),
    ],
)
def test_person_names(typed: str, kept: str) -> None:
    assert clean_person_name(typed) == kept


@pytest.mark.parametrize("typed", ["", " ", "李", "李四😀", "李四2", "<b>李四</b>", "·李四", "李" * 51, "李\n@四"])
def test_refused_person_names(typed: str) -> None:
    with pytest.raises(Refusal, match="姓名"):
        clean_person_name(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 示例市第一医院(东院区) ", "示例市第一医院（东院区）"),
        ("示例（山东） 有限公司", "示例（山东）有限公司"),
        ("Ｅxample China 有限公司", "Example China有限公司"),
        ("示例\u200b公司", "示例公司"),
    ],
)
def test_unit_names(typed: str, kept: str) -> None:
    assert clean_unit_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "店", "店" * 101, "示例公司🏢"])
def test_refused_unit_names(typed: str) -> None:
    with pytest.raises(Refusal, match="单位名称"):
        clean_unit_name(typed)
