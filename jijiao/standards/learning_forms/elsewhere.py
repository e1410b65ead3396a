"""Learning forms outside courses and results: secondment, service, travel, self-study, points (LF20-LF24, LF99)."""

from jijiao.standards.learning_forms import calculations as by
from jijiao.standards.learning_forms.fields import Choice, Hours, Text, Whole
from jijiao.standards.learning_forms.form import LearningForm, header, required
from jijiao.standards.learning_forms.training import EITHER, ONLY_PROFESSIONAL, ONLY_PUBLIC, E, P, X, days

SECONDMENT = LearningForm(
    key="LF20",
    label="援派、挂职、支教支农支医、驻村",
    subjects=ONLY_PROFESSIONAL,
    declarers=frozenset({P, E}),
    header=header("exam_result", organizer="派出单位", place="受援地"),
    details=(
        Choice(
            name="kind",
            label="类型",
            choices=(("aid", "援派"), ("post", "挂职"), ("support", "支教支农支医"), ("village", "驻村")),
        ),
        Whole(name="months", label="月数", most=12),
        Text(name="appraisal", label="年度考核等次", longest=30),
    ),
    evidence=required("派出文件", "年度考核证明"),
    calculation=by.seconded,
)

SERVICE = LearningForm(
    key="LF21",
    label="服务基层/专家服务团活动",
    subjects=ONLY_PROFESSIONAL,
    declarers=frozenset({P, E}),
    header=header("exam_result", title="活动名称", organizer="组织方"),
    details=(days,),
    evidence=required("通知", "组织方参与证明", "单位证明"),
    calculation=by.times("days", "per_day"),
)

ABROAD = LearningForm(
    key="LF22",
    label="出国（境）培训考察",
    subjects=ONLY_PROFESSIONAL,
    declarers=frozenset({P, E}),
    header=header(organizer="组团单位", place="国别（地区）"),
    details=(Text(name="group_no", label="团组号", longest=60), days),
    evidence=required("批件", "结业证", "报告"),
    calculation=by.times("days", "per_day"),
)

SELF_STUDY = LearningForm(
    key="LF23",
    label="有考核的自学/单位内部学习",
    subjects=ONLY_PROFESSIONAL,
    declarers=frozenset({E}),
    header=header("place", organizer="组织单位"),
    details=(
        Text(name="plan_no", label="自学计划号", longest=60),
        Text(name="result", label="成果类型", longest=50),
        Hours(name="thousand_words", label="成果字数（千字）", unit="千字"),
        Text(name="examiner", label="考核人", longest=50),
    ),
    evidence=required("年度自学计划", "成果", "单位考核表"),
    calculation=by.times("thousand_words", "per_thousand_words"),
)

POINTS = LearningForm(
    key="LF24",
    label="学习强国等积分折算",
    subjects=ONLY_PUBLIC,
    declarers=frozenset({P, X}),
    header=header(
        "organizer_type",
        "place",
        "start_date",
        "exam_result",
        "certificate_no",
        organizer="学习平台",
        end_date="截图日期",
    ),
    details=(Whole(name="points", label="年度积分"),),
    evidence=required("积分证明截图"),
    calculation=by.points,
)

OTHER = LearningForm(
    key="LF99",
    label="其他（须主管部门核定）",
    subjects=EITHER,
    declarers=frozenset({P, E}),
    header=header(),
    details=(
        Hours(name="class_hours", label="拟计学时"),
        Text(name="explanation", label="说明", longest=200),
        Text(name="basis", label="依据文件", longest=100),
    ),
    evidence=required("依据文件"),
    calculation=by.stated,
)

ELSEWHERE: tuple[LearningForm, ...] = (SECONDMENT, SERVICE, ABROAD, SELF_STUDY, POINTS, OTHER)
