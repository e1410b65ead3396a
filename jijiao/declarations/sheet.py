"""The workbook of 批量导入 for 岗位培训 (domain 3.3.6); its cells are read by the learning form's own fields."""

from collections.abc import Callable
from typing import Any

from jijiao.lib.documents import DOCUMENT_KINDS, RESIDENT_CARD
from jijiao.lib.names import clean_person_name
from jijiao.sheets.cells import one_of, plain_text
from jijiao.sheets.sheet import Column, Sheet
from jijiao.standards.codes.learning import EXAM_RESULTS, NOT_PASSED, SUBJECTS
from jijiao.standards.learning_forms import LEARNING_FORMS

FORM = LEARNING_FORMS["LF01"]
FIELDS = {field.name: field for field in FORM.fields}
PASSED = tuple(name for code, name in EXAM_RESULTS if code not in NOT_PASSED)
SUBJECT_NAMES = tuple(name for _, name in SUBJECTS)
KIND_NAMES = tuple(name for _, name in DOCUMENT_KINDS)
DEFAULT_KIND = dict(DOCUMENT_KINDS)[RESIDENT_CARD]


def _read(name: str) -> Callable[[Any], Any]:
    return FIELDS[name].read


TRAINING = Sheet(
    key="declarations.training",
    title="岗位培训批量申报",
    version=1,
    max_rows=2000,
    columns=(
        Column("姓名", "name", clean_person_name, required=True, example="张三"),
        Column(
            "证件类型", "kind", one_of(KIND_NAMES), choices=KIND_NAMES, example=DEFAULT_KIND, note="不填按居民身份证"
        ),
        Column("证件号", "document", plain_text(40), required=True, example="370000198001011234", width=22),
        Column("培训名称", "title", _read("title"), required=True, example="护理技术岗位培训", width=30),
        Column("举办单位", "organizer", _read("organizer"), required=True, example="示例医院", width=24),
        Column("开始日期", "start_date", _read("start_date"), required=True, example="2026-03-02", text=False),
        Column("结束日期", "end_date", _read("end_date"), required=True, example="2026-03-06", text=False),
        Column("课时", "class_hours", _read("class_hours"), required=True, example="40", text=False),
        Column("考核结果", "exam_result", _read("exam_result"), required=True, example="合格", choices=PASSED),
        Column("计入科目", "subject", one_of(SUBJECT_NAMES), required=True, example="专业科目", choices=SUBJECT_NAMES),
        Column("备注", "note", plain_text(200), width=24),
        Column("备案号", "filing_no", _read("filing_no"), width=18, note="计入公需科目时必填"),
    ),
    notes=(
        "每行申报一人；人员须在本单位在册，姓名与证件号须一致。",
        "申报学时按课时和认定标准计算。",
        "最多 2000 行。",
    ),
)
