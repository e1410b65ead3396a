"""The matrix's world: a hospital's and a school's object of every model that a door hands over, and who sees each."""

from typing import Any

from jijiao.certificates.actions import issue
from jijiao.certificates.models import Certificate
from jijiao.certificates.tests.test_issue import met
from jijiao.declarations.models import Declaration, ReviewedDeclaration
from jijiao.demo.hours import a_paper
from jijiao.demo.people import register
from jijiao.demo.units import Stage, employer
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.portal.actions import publish
from jijiao.registration.models import PersonRegistration
from jijiao.reviews.models import Stop
from jijiao.testing.cast import Cast
from tests.architecture.access import DEPARTMENTS, HOSPITAL, SEES_HOSPITAL, SEES_SCHOOL
from tests.architecture.things import Thing, thing
from tests.architecture.world_administrators import administration
from tests.architecture.world_decided import past
from tests.architecture.world_jobs import jobs
from tests.architecture.world_letters import letters
from tests.architecture.world_operations import operations
from tests.architecture.world_own_unit import own_units
from tests.architecture.world_person_changes import person_changes
from tests.architecture.world_roster import roster
from tests.architecture.world_security import visits
from tests.architecture.world_transfers import transfers


def world(cast: Cast) -> list[Thing]:
    """A hospital's and a school's object of every model that a door hands over."""
    stage = Stage(next_number=3000)
    things = [
        thing(cast.li, {*SEES_HOSPITAL, "li_hat"}, {*HOSPITAL, "li_hat"}),
        thing(cast.wang, {*SEES_SCHOOL, "wang_hat"}, {"school_admin", "wang_hat"}),
        *(
            thing(unit, seen | {"system_officer"}, held, not_at=("subordinates.restoring",))
            for unit, seen, held in (
                (cast.hospital, SEES_HOSPITAL, HOSPITAL),
                (cast.school, SEES_SCHOOL, {"school_admin"}),
            )
        ),
    ]
    for hat, name in ((cast.province_admin, "province_admin"), (cast.jinan_admin, "jinan_admin")):
        notice = publish("notice", "通知", "正文", by=hat)
        things.append(thing(notice, {*DEPARTMENTS}, {name}))
        things.append(thing(None, set(), more={"portal.notice": {"number": notice.pk}}))
    things += administration(cast)
    things += own_units(cast)
    things += transfers(cast)
    things += letters(cast)
    things += visits(cast)
    things += operations(cast)
    things += jobs(cast)
    things += roster(cast)
    things += _declared(cast) + _registrations(cast, stage) + _certified(cast)
    things += past(cast, stage)
    things += person_changes(cast)
    return things


CURRENT = ("entry_new", "entry_current", "entry_current_removal")
NUMBERED = (
    *("registration.proof", "declarations.evidence", "declarations.reviewed_evidence", "jobs.download"),
    *("changes.proof", "changes.reviewed_proof", "transfers.proof", "transfers.reviewed_proof", "sheets.row"),
    *("person_changes.proof", "person_changes.reviewed_proof", "operations.check_scan"),
)


def places() -> dict[str, dict[str, Any]]:
    """By the door's name, what stands in its address besides an object of the door."""
    return {
        "certificates.verify_code": {"code": Certificate.everywhere.order_by("pk")[0].code},
        "statistics.learning_record": {"year": clock.today().year},
        **{name: {"number": 1} for name in NUMBERED},
        "operations.scan": {"check": 1, "number": 1},
        "person_changes.edit": {"section": "work"},
        **{f"person_changes.{name}": {"table": "title"} for name in CURRENT},
    }


def _declared(cast: Cast) -> list[Thing]:
    a_paper(cast.li_hat, cast.li, None, "临床护理路径研究", 6)
    a_paper(cast.wang_hat, cast.wang, None, "中学物理实验教学", 6)
    ours, theirs = Declaration.everywhere.order_by("pk")
    return [
        thing(ours, {*SEES_HOSPITAL, "li_hat"}, {*HOSPITAL, "li_hat"}),
        thing(theirs, {*SEES_SCHOOL, "wang_hat"}, {"school_admin", "wang_hat"}),
        thing(None, {*SEES_HOSPITAL, "li_hat"}, more={"declarations.receipt": {"batch": ours.batch}}),
        *(
            thing(ReviewedDeclaration.everywhere.get(pk=row.pk), seen, at=("declarations.reviewed_evidence",))
            for row, seen in ((ours, SEES_HOSPITAL), (theirs, SEES_SCHOOL))
        ),
        thing(ours.review, SEES_HOSPITAL, HOSPITAL),
        thing(theirs.review, SEES_SCHOOL, {"school_admin"}),
    ]


def _certified(cast: Cast) -> list[Thing]:
    """A certificate of each of the two technicians."""
    results = [met(cast.li), met(cast.wang)]
    ours, theirs = issue(results, by=SYSTEM)
    return [
        thing(ours, {*SEES_HOSPITAL, "li_hat"}, {*HOSPITAL, "li_hat"}),
        thing(theirs, {*SEES_SCHOOL, "wang_hat"}, {"school_admin", "wang_hat"}),
    ]


def _registrations(cast: Cast, stage: Stage) -> list[Thing]:
    """Pending applications at the hospital, the school, Jinan and Qingdao; a decided stop at the hospital."""
    register(stage, cast.hospital_admin, "外科", approved_by=None)
    register(stage, cast.school_admin, "教务处", approved_by=None)
    ours, theirs = PersonRegistration.everywhere.order_by("pk")
    _, jinans = employer(stage, "济南示例甲公司", "370100", None)
    _, qingdaos = employer(stage, "青岛示例乙公司", "370200", None)
    register(stage, cast.hospital_admin, "外科", approved_by=cast.hospital_admin)
    stop = Stop.everywhere.filter(decision="approved").get()
    return [
        thing(ours, SEES_HOSPITAL, HOSPITAL),
        thing(theirs, SEES_SCHOOL, {"school_admin"}),
        thing(jinans, {"jinan_admin", "province_admin"}, {"jinan_admin"}),
        thing(qingdaos, {"qingdao_admin", "province_admin"}, {"qingdao_admin"}),
        thing(ours.review, SEES_HOSPITAL, HOSPITAL),
        thing(theirs.review, SEES_SCHOOL, {"school_admin"}),
        thing(jinans.review, {"jinan_admin", "province_admin"}, {"jinan_admin"}),
        thing(qingdaos.review, {"qingdao_admin", "province_admin"}, {"qingdao_admin"}),
        thing(stop, SEES_HOSPITAL, HOSPITAL),
    ]
