"""Learning forms that show a result: papers, books, projects, patents, prizes, examinations (LF12-LF19, LF25)."""

from jijiao.standards.learning_forms import calculations as by
from jijiao.standards.learning_forms.checks import book_number_given, journal_number_given, needed_when
from jijiao.standards.learning_forms.fields import Choice, Field, Hours, Text, Whole
from jijiao.standards.learning_forms.form import (
    PROFESSIONAL,
    Calculation,
    Check,
    Declarer,
    LearningForm,
    header,
    required,
)

LEVELS = (("national", "国家级"), ("provincial", "省级"), ("city", "市级"))
level = Choice(name="level", label="级别", choices=LEVELS)
rank = Whole(name="rank", label="署名位次", most=99, hint="第一作者填 1")

# a result has one date and no course around it
_NEVER = ("organizer_type", "place", "start_date", "exam_result")


def _achievement(
    key: str,
    label: str,
    asks: tuple[Field, ...],
    proofs: tuple[str, ...],
    calculation: Calculation,
    *,
    labels: dict[str, str],
    checks: tuple[Check, ...] = (),
    doubts: tuple[Check, ...] = (),
    open: bool = False,
) -> LearningForm:
    return LearningForm(
        key=key,
        label=label,
        subjects=frozenset({PROFESSIONAL}),
        declarers=frozenset({Declarer.PERSON}),
        header=header(*(name for name in _NEVER if name not in labels), **labels),
        details=asks,
        evidence=required(*proofs),
        calculation=calculation,
        checks=checks,
        doubts=doubts,
        open=open,
    )


PAPER = _achievement(
    "LF12",
    "论文",
    (
        Text(name="journal_no", label="刊号（ISSN 或 CN）", longest=60, required=False, hint="如 CN37-1000/G4"),
        Text(name="issue", label="期号", longest=30, hint="如 2026 年第 3 期"),
        Choice(name="standing", label="收录", choices=(("core", "核心期刊"), ("ordinary", "普通期刊"))),
        rank,
        Whole(name="words", label="字数", most=999999, required=False),
        Text(name="doi", label="DOI", longest=100, required=False),
    ),
    ("刊物封面", "目录", "正文首页"),
    by.authored,
    labels={"title": "论文题目", "organizer": "刊物名称", "end_date": "发表日期", "certificate_no": "收录证明编号"},
    doubts=(journal_number_given,),
    open=True,
)

BOOK = _achievement(
    "LF13",
    "著作/译著/教材",
    (
        Text(name="isbn", label="ISBN", longest=20),
        Choice(name="role", label="承担角色", choices=(("sole", "独著"), ("chief", "主编"), ("part", "参编"))),
        Hours(name="ten_thousand_words", label="承担字数（万字）", required=False, unit="万字"),
    ),
    ("封面", "扉页", "目录", "版权页"),
    by.written,
    labels={"title": "书名", "organizer": "出版社", "end_date": "出版日期"},
    checks=(needed_when("role", "part", "ten_thousand_words", "参编的，请填写承担的字数。"),),
    doubts=(book_number_given,),
)

PROJECT = _achievement(
    "LF14",
    "科研课题/项目",
    (level, rank, Choice(name="stage", label="阶段", choices=(("opened", "立项"), ("closed", "结题")))),
    ("立项/结题文件", "人员页"),
    by.ranked,
    labels={
        "title": "课题名称",
        "organizer": "下达单位",
        "start_date": "开始日期",
        "end_date": "结题日期",
        "certificate_no": "课题编号",
    },
)

PATENT = _achievement(
    "LF15",
    "专利/软著/植物新品种等",
    (
        Choice(
            name="kind",
            label="类型",
            choices=(
                ("invention", "发明专利"),
                ("utility", "实用新型专利"),
                ("design", "外观设计专利"),
                ("software", "软件著作权"),
                ("variety", "植物新品种"),
            ),
        ),
        rank,
    ),
    ("专利证书等",),
    by.invented,
    labels={"title": "成果名称", "organizer": "授权机构", "end_date": "授权日", "certificate_no": "授权号"},
)

PRIZE = _achievement(
    "LF16",
    "科技/社科成果奖",
    (level, Text(name="grade", label="等次", longest=30), rank),
    ("获奖证书",),
    by.awarded,
    labels={"title": "奖项名称", "organizer": "授奖单位", "end_date": "授奖日期"},
)

STANDARD = _achievement(
    "LF17",
    "标准/规范/工法制定",
    (
        Choice(
            name="level",
            label="级别",
            choices=(("national", "国家标准"), ("trade", "行业/地方标准"), ("association", "团体标准")),
        ),
        Whole(name="rank", label="起草位次", most=99),
    ),
    ("封面", "前言（起草人页）"),
    by.chosen("level"),
    labels={"title": "标准名称", "organizer": "发布机构", "end_date": "发布日期", "certificate_no": "标准号"},
)

QUALIFICATION = _achievement(
    "LF18",
    "职称考试/职业资格考试合格",
    (Text(name="grade", label="级别", longest=30), Text(name="speciality", label="专业", longest=60, required=False)),
    ("资格证书",),
    by.fixed,
    labels={"title": "资格名称", "organizer": "发证机构", "end_date": "取得日期"},
)

REPORT = _achievement(
    "LF19",
    "调研/咨询报告被批示采纳",
    (Choice(name="level", label="批示层级", choices=(("provincial", "省级"), ("city", "市级"))),),
    ("批示件",),
    by.chosen("level"),
    labels={"title": "报告题目", "organizer": "批示机关", "end_date": "批示日期"},
)

CONTEST = _achievement(
    "LF25",
    "竞赛获奖/指导竞赛",
    (
        level,
        Text(name="grade", label="等次", longest=30),
        Choice(name="role", label="角色", choices=(("winner", "获奖人"), ("coach", "指导教师"))),
    ),
    ("证书",),
    by.chosen("level"),
    labels={"title": "竞赛名称", "organizer": "主办单位", "end_date": "获奖日期"},
)

ACHIEVEMENTS: tuple[LearningForm, ...] = (
    PAPER,
    BOOK,
    PROJECT,
    PATENT,
    PRIZE,
    STANDARD,
    QUALIFICATION,
    REPORT,
    CONTEST,
)
