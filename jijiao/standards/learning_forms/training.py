"""Learning forms in which people are taught or teach: courses, conferences, lectures, study (LF01-LF11)."""

from decimal import Decimal

from jijiao.standards.learning_forms import calculations as by
from jijiao.standards.learning_forms.checks import filed_if_public, needed_when, one_of
from jijiao.standards.learning_forms.fields import Choice, Hours, Text, Whole
from jijiao.standards.learning_forms.form import (
    PROFESSIONAL,
    PUBLIC,
    Declarer,
    Evidence,
    LearningForm,
    header,
    required,
)

P, E, B, X = Declarer.PERSON, Declarer.UNIT, Declarer.BASE, Declarer.FEED
ONLY_PROFESSIONAL, ONLY_PUBLIC, EITHER = (
    frozenset({PROFESSIONAL}),
    frozenset({PUBLIC}),
    frozenset({PUBLIC, PROFESSIONAL}),
)

LEVELS = (("international", "国际"), ("national", "国家级"), ("provincial", "省级"), ("city", "市级"))

class_hours = Hours(name="class_hours", label="课时", unit="课时")
class_hours_if_any = Hours(name="class_hours", label="课时", required=False, unit="课时", hint="没有课时数的填天数")
days = Hours(name="days", label="天数", step=Decimal("0.5"), most=Decimal(366), unit="天", hint="半天填 0.5")
days_if_any = Hours(
    name="days", label="天数", step=Decimal("0.5"), most=Decimal(366), required=False, unit="天", hint="半天填 0.5"
)
filing_no = Text(name="filing_no", label="备案号", longest=60, required=False, hint="计入公需科目时必填")
hours_or_days = one_of("请填写课时，没有课时数的填天数。", "class_hours", "days")

ON_THE_JOB = LearningForm(
    key="LF01",
    label="岗位培训",
    subjects=EITHER,
    declarers=frozenset({P, E}),
    header=header(title="培训名称"),
    details=(
        Text(name="topic", label="培训主题", required=False),
        class_hours_if_any,
        days_if_any,
        Text(name="lecturer", label="讲师", longest=100, required=False),
        Whole(name="attendance", label="签到人数", required=False),
        Text(name="assessment", label="考核方式", longest=50, required=False),
        filing_no,
    ),
    evidence=required("培训通知", "课程表", "签到表", "考核证明（单位章）"),
    calculation=by.taught,
    checks=(hours_or_days, filed_if_public),
    importable=True,
    open=True,
)

BASE_COURSE = LearningForm(
    key="LF02",
    label="继续教育基地培训班",
    subjects=EITHER,
    declarers=frozenset({B, P}),
    header=header(title="班次名称", organizer="基地名称", certificate_no="结业证编号"),
    details=(class_hours, Text(name="filing_no", label="备案号", longest=60), Whole(name="courses", label="课程数")),
    evidence=required("培训通知", "结业证", "单位证明"),
    calculation=by.stated,
)

ADVANCED_SEMINAR = LearningForm(
    key="LF03",
    label="国家级/省级高级研修班",
    subjects=ONLY_PROFESSIONAL,
    declarers=frozenset({B, E, P}),
    header=header(title="研修班名称"),
    details=(
        Choice(name="level", label="级别", choices=(("national", "国家级"), ("provincial", "省级"))),
        Text(name="project_no", label="项目编号", longest=60, required=False),
        class_hours_if_any,
        days_if_any,
    ),
    evidence=required("通知", "结业证"),
    calculation=by.taught,
    checks=(hours_or_days,),
)

TRADE_TRAINING = LearningForm(
    key="LF04",
    label="行业主管部门/行业组织专业培训",
    subjects=ONLY_PROFESSIONAL,
    declarers=frozenset({P, E}),
    header=header(title="培训名称"),
    details=(days, Text(name="plan_no", label="年度计划号", longest=60)),
    evidence=required("通知", "参训证明"),
    calculation=by.times("days", "per_day"),
)


def _network_course(key: str, label: str, subject_forms: frozenset[Declarer], public: bool) -> LearningForm:
    return LearningForm(
        key=key,
        label=label,
        subjects=ONLY_PUBLIC if public else ONLY_PROFESSIONAL,
        declarers=subject_forms,
        header=header("place", title="课程名称", organizer="学习平台"),
        details=(
            Text(name="course_no", label="课程号", longest=60, required=False),
            class_hours,
            Whole(name="progress", label="学习进度（%）", least=100, most=100),
        ),
        evidence=required("结业证"),
        calculation=by.stated,
    )


PUBLIC_NETWORK_COURSE = _network_course("LF05", "公需科目网络课程", frozenset({X}), public=True)
PROFESSIONAL_NETWORK_COURSE = _network_course("LF06", "专业科目网络课程", frozenset({X, P}), public=False)

STUDY_ELSEWHERE = LearningForm(
    key="LF07",
    label="进修/访问学者/到教学科研生产单位实践",
    subjects=ONLY_PROFESSIONAL,
    declarers=frozenset({P, E}),
    header=header(organizer="接收单位"),
    details=(days, Text(name="tutor", label="导师", longest=50, required=False)),
    evidence=required("单位派出证明", "进修单位考核证明"),
    calculation=by.times("days", "per_day"),
)

DEGREE_STUDY = LearningForm(
    key="LF08",
    label="学历（学位）教育",
    subjects=ONLY_PROFESSIONAL,
    declarers=frozenset({P}),
    header=header("place", title="所学专业", organizer="院校", certificate_no="学籍号"),
    details=(
        Text(name="stage", label="层次", longest=30),
        Text(name="term", label="学期", longest=30),
        Whole(name="courses", label="当年通过门数", most=50),
    ),
    evidence=(*required("当年成绩单"), Evidence("毕业证/学位证", required=False)),
    calculation=by.times("courses", "per_course"),
)

CONFERENCE = LearningForm(
    key="LF09",
    label="学术会议",
    subjects=ONLY_PROFESSIONAL,
    declarers=frozenset({P, E}),
    header=header(
        "exam_result", "certificate_no", title="会议名称", organizer="主办单位", organizer_type="主办单位类型"
    ),
    details=(
        Choice(name="level", label="会议级别", choices=LEVELS),
        Choice(name="part", label="参加方式", choices=(("attended", "参会"), ("read", "宣读论文"))),
        Text(name="paper_title", label="论文题目", required=False, hint="宣读论文的必填"),
        Whole(name="words", label="论文字数", most=999999, required=False),
    ),
    evidence=(*required("会议通知", "单位证明"), Evidence("宣读证明", when=("part", "read"))),
    calculation=by.conference,
    checks=(needed_when("part", "read", "paper_title", "宣读论文的，请填写论文题目。"),),
    open=True,
)

LECTURE = LearningForm(
    key="LF10",
    label="学术讲座/专题报告",
    subjects=EITHER,
    declarers=frozenset({P, E}),
    header=header("exam_result", "certificate_no", title="讲座题目"),
    details=(
        Text(name="lecturer", label="主讲人", longest=50),
        Whole(name="half_days", label="时长（半天数）", most=20),
        filing_no,
    ),
    evidence=required("通知", "签到/照片"),
    calculation=by.times("half_days", "per_half_day"),
    checks=(filed_if_public,),
)

TEACHING = LearningForm(
    key="LF11",
    label="讲学授课（培训班任教）",
    subjects=ONLY_PROFESSIONAL,
    declarers=frozenset({P, E}),
    header=header("exam_result", "certificate_no", title="课题"),
    details=(
        Text(name="course", label="班次", longest=100),
        Hours(name="class_hours", label="授课时数", unit="课时"),
        Text(name="audience", label="授课对象", longest=100),
    ),
    evidence=required("聘请函", "课程表"),
    calculation=by.times("class_hours", "per_class_hour"),
)

TRAINING: tuple[LearningForm, ...] = (
    ON_THE_JOB,
    BASE_COURSE,
    ADVANCED_SEMINAR,
    TRADE_TRAINING,
    PUBLIC_NETWORK_COURSE,
    PROFESSIONAL_NETWORK_COURSE,
    STUDY_ELSEWHERE,
    DEGREE_STUDY,
    CONFERENCE,
    LECTURE,
    TEACHING,
)
