"""Building the demonstration, once: every row comes out of the product's own actions."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from jijiao.accounts.models import Hat, document_key
from jijiao.demo import roster
from jijiao.demo.changes import a_whole_file, asks_for
from jijiao.demo.hours import a_paper, a_units_year
from jijiao.demo.moves import moves
from jijiao.demo.own_units import amends, wants_superior
from jijiao.demo.people import arrive, register
from jijiao.demo.units import Stage, authorities, decided, employer
from jijiao.jobs.worker import Worker
from jijiao.lib.documents import RESIDENT_CARD
from jijiao.portal.actions import publish
from jijiao.units.models import Unit

COLLEGE_DEPARTMENTS = {"基础教学部": (), "信息工程系": ("软件教研室", "网络教研室"), "教务处": ("教学质量科",)}
HOSPITAL_DEPARTMENTS = {"内科": ("心血管内科", "呼吸内科"), "外科": (), "护理部": ("门诊护理组",)}
COLLEGE, HOSPITAL, FACTORY = "济南示例职业学院", "山东示例医院", "济南示例机械有限公司"


def built(folder: Path) -> bool:
    """Whether the demonstration stands already."""
    return (folder / roster.FILE).exists()


def build(folder: Path) -> list[roster.DemoAccount]:
    """Everything, in the order in which it would happen; the accounts file is written last."""
    if not settings.DEMO:
        raise RuntimeError("the demonstration is built with JIJIAO_DEMO=1 only")
    with transaction.atomic():
        stage = _staged()
    roster.write(stage.accounts, folder)
    return stage.accounts


def _staged() -> Stage:
    # one transaction: a build that was interrupted leaves nothing, and the next start begins anew
    stage = Stage()
    desks = authorities(stage)
    stage.operators()
    notices(desks["370000"])
    college = an_employer(stage, COLLEGE, "370100", None, desks["370100"])
    hospital = an_employer(stage, HOSPITAL, "370100", desks["health"].unit, desks["health"], level="20")
    employer(stage, FACTORY, "370102", None, level="60")
    teachers = arrive(stage, college, 48, COLLEGE_DEPARTMENTS)
    doctors = arrive(stage, hospital, 32, HOSPITAL_DEPARTMENTS)
    author_hat, author = register(stage, college, "信息工程系", approved_by=college)
    register(stage, college, "教务处", approved_by=None)
    register(stage, hospital, "内科", approved_by=None)
    a_units_year(college, desks["370100"], [author, *teachers])
    a_units_year(hospital, desks["health"], doctors)
    a_paper(author_hat, author, college, "面向产教融合的实训课程设计", 6)
    a_paper(author_hat, author, None, "职业院校教师数字素养调查", 10)
    a_whole_file(author_hat, author, college)
    asks_for(
        author_hat, author, college, native_place="370100", political="01", post="1", employment="1",
        specialty="软件技术", works_since="2016-07-01", first_appointed="2016", learning_system="1",
    )  # fmt: skip
    asks_for(author_hat, author, None, title="副教授")
    asks_for(author_hat, author, None, post="2", specialty="人工智能")
    own_units(desks, college, hospital)
    moves(college, hospital, teachers, doctors)
    Worker(heartbeat=False).work_off()
    return stage


def own_units(desks: dict[str, Hat], college: Hat, hospital: Hat) -> None:
    """机构变更 in every state."""
    amends(college, "电话换号", phone="0531-86008899")
    amends(college, "校区搬迁", desks["370100"], address="示例大街 18 号")
    amends(college, "按编办文件调整", desks["370100"], refused="批文不清晰，请重新上传", nature="22")
    amends(college, "经批准更名", name="济南示例职业技术学院")
    wants_superior(hospital, desks["370100"].unit or Unit(), "隶属关系划转")
    amends(desks["base"], "升级材料已批复", base_level="1")


def an_employer(
    stage: Stage, title: str, region: str, superior: Unit | None, reviewer: Hat, *, level: str = "30"
) -> Hat:
    """An employer that registered and was approved: its administrator's hat."""
    account, registration = employer(stage, title, region, superior, level=level)
    decided(registration, reviewer)
    stage.accounts.append(account)
    return Hat.everywhere.get(
        account__document_key=document_key(RESIDENT_CARD, account.id_number), kind=Hat.Kind.ADMINISTRATOR
    )


NOTICES = (
    (
        "notice",
        "关于做好本年度专业技术人员继续教育工作的通知",
        "各市人力资源社会保障局、各用人单位：\n\n请组织本单位专业技术人员按时完成年度学时，及时申报和审核。",
    ),
    ("notice", "关于开展学时申报材料抽查的通知", "各用人单位：\n\n请妥善保存培训通知、签到表等证明材料。"),
    (
        "policy",
        "专业技术人员继续教育规定（人力资源社会保障部令第 25 号）要点",
        "专业技术人员每年参加继续教育的时间累计应不少于 90 学时，其中专业科目一般不少于总学时的三分之二。",
    ),
)


def notices(by: Hat) -> None:
    """What the home page shows."""
    for kind, title, body in NOTICES:
        publish(kind, title, body, by=by)
