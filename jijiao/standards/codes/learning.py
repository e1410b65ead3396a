"""Code lists about learning: subject, organizer, examination. Domain 3.4.17-3.4.19."""

from enum import StrEnum

from jijiao.standards.codes.shape import Choices


class Subject(StrEnum):
    """What hours count to (计入科目). The manual's pages also call the professional subject 必需课."""

    PUBLIC = "1"
    PROFESSIONAL = "2"

    @property
    def label(self) -> str:
        return dict(SUBJECTS)[self.value]


SUBJECTS: Choices = ((Subject.PUBLIC.value, "公需科目"), (Subject.PROFESSIONAL.value, "专业科目"))

ORGANIZER_TYPES: Choices = (  # 举办单位类型; the source gives names only, the codes are ours
    ("01", "国家部委"),
    ("02", "省厅"),
    ("03", "市局"),
    ("04", "行业组织"),
    ("05", "国家级基地"),
    ("06", "省级基地"),
    ("07", "市级基地"),
    ("08", "高校"),
    ("09", "科研院所"),
    ("10", "本单位"),
    ("11", "企业"),
    ("12", "境外机构"),
    ("99", "其他"),
)

EXAM_RESULTS: Choices = (  # 考核结果
    ("1", "合格"),
    ("2", "优秀"),
    ("3", "结业"),
    ("4", "免考"),
    ("8", "未完成"),
    ("9", "不合格"),
)
NO_EXAM = "4"
NOT_PASSED = frozenset({"8", "9"})
