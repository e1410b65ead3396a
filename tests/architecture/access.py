"""The written matrix: what each address needs, who holds it, and what the objects of the matrix's world are.

The list of addresses comes from the doors; what is expected of each stands here and is not computed. An address without
a line here fails the test.
"""

from dataclasses import dataclass
from typing import Any

from jijiao.accounts.permissions import Permission as P
from jijiao.certificates.actions import issue
from jijiao.certificates.tests.test_issue import met
from jijiao.demo.hours import a_paper
from jijiao.demo.people import register
from jijiao.demo.units import Stage, employer
from jijiao.jobs.actions import enqueue
from jijiao.lib.actor import SYSTEM
from jijiao.portal.actions import publish
from jijiao.reviews.models import Stop
from jijiao.testing import make
from jijiao.testing.cast import Cast

PUBLIC = "public"
SIGNED_IN = "signed in"

EMPLOYERS = {"hospital_admin", "school_admin"}
CLERKS = {"hospital_clerk"}
DEPARTMENTS = {"province_admin", "jinan_admin", "qingdao_admin", "health_admin"}
TECHNICIANS = {"li_hat", "wang_hat"}
READERS = {"hospital_reader"}

HOLDERS: dict[str, set[str]] = {
    P.DASHBOARD_VIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, *TECHNICIANS, *READERS, "base_admin", "operator"},
    P.JOBS_VIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, "base_admin", "operator"},
    P.UNITS_VIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, *READERS},
    P.PERSON_REGISTRATION_REVIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS},
    P.UNIT_REGISTRATION_REVIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS},
    P.HOURS_DECLARE: {*EMPLOYERS, *CLERKS, *TECHNICIANS},
    P.HOURS_RECORD: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, *TECHNICIANS},
    P.HOURS_REVIEW: {*EMPLOYERS, *DEPARTMENTS},
    P.COMPLETION_VIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, *TECHNICIANS, *READERS},
    P.PEOPLE_VIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, *READERS},
    P.PEOPLE_IMPORT: {*EMPLOYERS, *CLERKS},
    P.PEOPLE_EXPORT: {*EMPLOYERS, *CLERKS, *DEPARTMENTS},
    P.CERTIFICATES_VIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, *TECHNICIANS},
    P.NOTICES_MANAGE: {"province_admin", "jinan_admin", "qingdao_admin"},
    P.PLATFORM_VIEW: {"operator"},
}

ABOVE_HOSPITAL = {"health_admin", "jinan_admin", "province_admin"}
HOSPITAL = {"hospital_admin", "hospital_clerk", "hospital_reader"}
SEES_HOSPITAL = HOSPITAL | ABOVE_HOSPITAL
SEES_SCHOOL = {"school_admin", "qingdao_admin", "province_admin"}

# route name → what it needs; doors of the reviews carry their kind's word behind the name
NEEDS: dict[str, str] = {
    "portal.home": PUBLIC,
    "portal.login": PUBLIC,
    "portal.logout": PUBLIC,
    "portal.notices": PUBLIC,
    "portal.policies": PUBLIC,
    "portal.notice": PUBLIC,
    "portal.standards": PUBLIC,
    "portal.downloads": PUBLIC,
    "portal.health": PUBLIC,
    "portal.manage": P.NOTICES_MANAGE,
    "portal.withdrawal": P.NOTICES_MANAGE,
    "captcha-image": PUBLIC,
    "captcha-image-2x": PUBLIC,
    "captcha-audio": PUBLIC,
    "captcha-refresh": PUBLIC,
    "web.display": PUBLIC,
    "attachments.pending": PUBLIC,
    "registration.unit": PUBLIC,
    "registration.unit.correction": PUBLIC,
    "registration.person": PUBLIC,
    "registration.person.correction": PUBLIC,
    "registration.status": PUBLIC,
    "registration.record": PUBLIC,
    "registration.withdrawal": PUBLIC,
    "registration.licence": P.UNIT_REGISTRATION_REVIEW,
    "registration.proof": P.PERSON_REGISTRATION_REVIEW,
    "desk.home": SIGNED_IN,
    "desk.todo": SIGNED_IN,
    "desk.posts": SIGNED_IN,
    "statistics.completion": P.COMPLETION_VIEW,
    "statistics.learning_record": P.COMPLETION_VIEW,
    "certificates.verify": PUBLIC,
    "certificates.verify_code": PUBLIC,
    "certificates.authority_certificate": PUBLIC,
    "certificates.list": P.CERTIFICATES_VIEW,
    "certificates.pdf": P.CERTIFICATES_VIEW,
    "jobs.list": SIGNED_IN,
    "jobs.record": SIGNED_IN,
    "jobs.progress": SIGNED_IN,
    "jobs.download": SIGNED_IN,
    "jobs.cancellation": SIGNED_IN,
    "jobs.retrial": SIGNED_IN,
    "sheets.failures": SIGNED_IN,
    "people.roster": P.PEOPLE_VIEW,
    "people.record": P.PEOPLE_VIEW,
    "people.new": P.PEOPLE_IMPORT,
    "people.import": P.PEOPLE_IMPORT,
    "people.import_template": P.PEOPLE_IMPORT,
    "declarations.list": P.HOURS_RECORD,
    "declarations.record": P.HOURS_RECORD,
    "declarations.evidence": P.HOURS_RECORD,
    "declarations.new": P.HOURS_DECLARE,
    "declarations.import": P.HOURS_DECLARE,
    "declarations.template": P.HOURS_DECLARE,
    "declarations.receipt": P.HOURS_DECLARE,
    "declarations.correction": P.HOURS_DECLARE,
    "declarations.withdrawal": P.HOURS_DECLARE,
    "declarations.reviewed_evidence": P.HOURS_REVIEW,
    **{
        f"reviews.{name} {kind}": needs
        for kind, needs in (
            ("person-registration", P.PERSON_REGISTRATION_REVIEW),
            ("unit-registration", P.UNIT_REGISTRATION_REVIEW),
            ("declaration", P.HOURS_REVIEW),
        )
        for name in (
            *("inbox", "approvals", "rejections", "record", "approval", "rejection"),
            *("hiding", "restoration"),
        )
    },
}


@dataclass(frozen=True)
class Thing:
    """One object of the world: who sees it (through any door) and, for `own` doors, who holds it."""

    row: Any
    seen_by: frozenset[str]
    held_by: frozenset[str]


def thing(row: Any, seen_by: set[str], held_by: set[str] | None = None) -> Thing:
    return Thing(row, frozenset(seen_by), frozenset(seen_by if held_by is None else held_by))


def world(cast: Cast) -> list[Thing]:
    """A hospital's and a school's object of every model that a door hands over."""
    make.department(cast.school, "教务处")
    stage = Stage(next_number=3000)
    things = [
        thing(cast.li, {*SEES_HOSPITAL, "li_hat"}, {*HOSPITAL, "li_hat"}),
        thing(cast.wang, {*SEES_SCHOOL, "wang_hat"}, {"school_admin", "wang_hat"}),
        thing(cast.hospital, SEES_HOSPITAL, HOSPITAL),
        thing(cast.school, SEES_SCHOOL, {"school_admin"}),
    ]
    for hat, name in ((cast.hospital_admin, "hospital_admin"), (cast.school_admin, "school_admin")):
        things.append(thing(enqueue("credits.open_results", {"people": []}, by=hat), {name}))
    for hat, name in ((cast.province_admin, "province_admin"), (cast.jinan_admin, "jinan_admin")):
        things.append(thing(publish("notice", "通知", "正文", by=hat), {*DEPARTMENTS}, {name}))
    things += _declared(cast) + _registrations(cast, stage) + _certified(cast)
    return things


def _declared(cast: Cast) -> list[Thing]:
    from jijiao.declarations.models import Declaration

    a_paper(cast.li_hat, cast.li, None, "临床护理路径研究", 6)
    a_paper(cast.wang_hat, cast.wang, None, "中学物理实验教学", 6)
    ours, theirs = Declaration.everywhere.order_by("pk")
    return [
        thing(ours, {*SEES_HOSPITAL, "li_hat"}, {*HOSPITAL, "li_hat"}),
        thing(theirs, {*SEES_SCHOOL, "wang_hat"}, {"school_admin", "wang_hat"}),
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
    from jijiao.registration.models import PersonRegistration

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
