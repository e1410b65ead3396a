"""The written matrix: what each address needs and who holds it.

The list of addresses comes from the doors; what is expected of each stands here and is not computed. An address without
a line here fails the test.
"""

from jijiao.accounts.permissions import Permission as P
from tests.architecture.access_moves import MOVES
from tests.architecture.access_operations import OPERATIONS
from tests.architecture.access_people import PEOPLE
from tests.architecture.access_roster import ROSTER
from tests.architecture.access_security import SECURITY

PUBLIC = "public"
SIGNED_IN = "signed in"

EMPLOYERS = {"hospital_admin", "school_admin"}
CLERKS = {"hospital_clerk"}
DEPARTMENTS = {"province_admin", "jinan_admin", "qingdao_admin", "health_admin"}
TECHNICIANS = {"li_hat", "wang_hat"}
READERS = {"hospital_reader"}
OPERATORS = {"operator", "system_officer", "audit_officer"}

HOLDERS: dict[str, set[str]] = {
    P.DASHBOARD_VIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, *TECHNICIANS, *READERS, "base_admin", *OPERATORS},
    P.JOBS_VIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, "base_admin", *OPERATORS},
    P.UNITS_MANAGE: {*EMPLOYERS, *DEPARTMENTS},
    P.UNITS_VIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, *READERS},
    P.PERSON_REGISTRATION_REVIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS},
    P.UNIT_REGISTRATION_REVIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS},
    P.UNIT_CHANGE_REVIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS},
    P.UNIT_PROFILE_MANAGE: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, "base_admin"},
    P.ADMINISTRATORS_MANAGE: {*EMPLOYERS, *DEPARTMENTS, "base_admin"},
    P.ROLES_MANAGE: {*EMPLOYERS, *DEPARTMENTS, "base_admin"},
    P.DEPARTMENTS_MANAGE: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, "base_admin"},
    P.HOURS_DECLARE: {*EMPLOYERS, *CLERKS, *TECHNICIANS},
    P.HOURS_IMPORT: {*EMPLOYERS, *CLERKS},
    P.HOURS_RECORD: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, *TECHNICIANS},
    P.HOURS_REVIEW: {*EMPLOYERS, *DEPARTMENTS},
    P.COMPLETION_VIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, *TECHNICIANS, *READERS},
    P.PEOPLE_VIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, *READERS},
    P.PEOPLE_IMPORT: {*EMPLOYERS, *CLERKS},
    P.PEOPLE_MANAGE: {*EMPLOYERS, *CLERKS},
    P.PEOPLE_EXPORT: {*EMPLOYERS, *CLERKS, *DEPARTMENTS},
    P.CERTIFICATES_VIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, *TECHNICIANS},
    P.NOTICES_MANAGE: {"province_admin", "jinan_admin", "qingdao_admin"},
    P.PEOPLE_RESET: {*EMPLOYERS, *CLERKS},
    P.PEOPLE_REVEAL: {*EMPLOYERS, *CLERKS},
    P.PLATFORM_ACCOUNTS: {"operator"},
    P.PLATFORM_UNITS: {"system_officer"},
    P.PLATFORM_MERGES: {"system_officer"},
    P.PLATFORM_TERMS: {"system_officer"},
    P.PLATFORM_HEALTH: {"system_officer"},
    P.AUDIT_VIEW: {"audit_officer"},
    P.OWN_FILE: TECHNICIANS,
    P.PERSON_CHANGE_REVIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS},
    P.TRANSFER_REVIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS},
    P.TRANSFERS_ASK: {*EMPLOYERS, *CLERKS},
    P.TRANSFERS_CORRECT: {"province_admin", "jinan_admin", "qingdao_admin"},
    P.TRANSFERS_START: {*EMPLOYERS, *CLERKS, *TECHNICIANS},
    P.TRANSFERS_VIEW: {*EMPLOYERS, *CLERKS, *DEPARTMENTS, *TECHNICIANS},
}

ABOVE_HOSPITAL = {"health_admin", "jinan_admin", "province_admin"}
HOSPITAL = {"hospital_admin", "hospital_clerk", "hospital_reader"}
SEES_HOSPITAL = HOSPITAL | ABOVE_HOSPITAL
SEES_SCHOOL = {"school_admin", "qingdao_admin", "province_admin"}

# route name → what it needs; doors of the reviews carry their kind's word behind the name
NEEDS: dict[str, str] = {
    **SECURITY,
    **MOVES,
    "portal.home": PUBLIC,
    "portal.notices": PUBLIC,
    "portal.policies": PUBLIC,
    "portal.notice": PUBLIC,
    "portal.standards": PUBLIC,
    "portal.downloads": PUBLIC,
    "portal.health": PUBLIC,
    "portal.manage": P.NOTICES_MANAGE,
    "portal.withdrawal": P.NOTICES_MANAGE,
    "web.display": PUBLIC,
    "attachments.pending": PUBLIC,
    "desk.home": SIGNED_IN,
    "desk.todo": SIGNED_IN,
    "desk.posts": SIGNED_IN,
    **dict.fromkeys(
        (
            f"administrators.{name}"
            for name in (
                *("list", "record", "succession", "dismissal"),
                *("new", "new_rights", "new_done", "withdrawal"),
            )
        ),
        P.ADMINISTRATORS_MANAGE,
    ),
    "administrators.offer": SIGNED_IN,
    "administrators.invitation": PUBLIC,
    **dict.fromkeys(
        (f"administrators.{name}" for name in ("roles", "role_new", "role", "role_removal")), P.ROLES_MANAGE
    ),
    "administrators.substitutes": SIGNED_IN,
    "administrators.substitute_end": SIGNED_IN,
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
    "sheets.columns": SIGNED_IN,
    "sheets.confirmation": SIGNED_IN,
    "sheets.failures": SIGNED_IN,
    "sheets.row": SIGNED_IN,
    "sheets.rows": SIGNED_IN,
    "sheets.undoing": SIGNED_IN,
    "changes.profile": P.UNIT_PROFILE_MANAGE,
    "changes.edit": P.UNIT_PROFILE_MANAGE,
    "changes.superior": P.UNIT_PROFILE_MANAGE,
    "changes.record": P.UNIT_PROFILE_MANAGE,
    "changes.withdrawal": P.UNIT_PROFILE_MANAGE,
    "changes.proof": P.UNIT_PROFILE_MANAGE,
    "changes.reviewed_proof": P.UNIT_CHANGE_REVIEW,
    "organisation.departments": P.DEPARTMENTS_MANAGE,
    "organisation.new": P.DEPARTMENTS_MANAGE,
    "organisation.department": P.DEPARTMENTS_MANAGE,
    "organisation.place": P.DEPARTMENTS_MANAGE,
    "organisation.parent": P.DEPARTMENTS_MANAGE,
    "organisation.merger": P.DEPARTMENTS_MANAGE,
    "organisation.closing": P.DEPARTMENTS_MANAGE,
    "organisation.reopening": P.DEPARTMENTS_MANAGE,
    **dict.fromkeys((f"subordinates.{name}" for name in ("tree", "record", "branch")), P.UNITS_VIEW),
    **dict.fromkeys(
        (
            f"subordinates.{name}"
            for name in (
                "new",
                "edit",
                "state",
                "place",
                "chief",
                "naming",
                "naming_answer",
                "merger",
                "closing",
                "restoring",
            )
        ),
        P.UNITS_MANAGE,
    ),
    **ROSTER,
    **PEOPLE,
    **OPERATIONS,
    "declarations.list": P.HOURS_RECORD,
    "declarations.record": P.HOURS_RECORD,
    "declarations.evidence": P.HOURS_RECORD,
    "declarations.new": P.HOURS_DECLARE,
    "declarations.import": P.HOURS_IMPORT,
    "declarations.template": P.HOURS_IMPORT,
    "declarations.receipt": P.HOURS_DECLARE,
    "declarations.correction": P.HOURS_DECLARE,
    "declarations.withdrawal": P.HOURS_DECLARE,
    "declarations.reviewed_evidence": P.HOURS_REVIEW,
    **{
        f"reviews.{name} {kind}": needs
        for kind, needs in (
            ("person-registration", P.PERSON_REGISTRATION_REVIEW),
            ("unit-registration", P.UNIT_REGISTRATION_REVIEW),
            ("unit-change", P.UNIT_CHANGE_REVIEW),
            ("person-change", P.PERSON_CHANGE_REVIEW),
            ("declaration", P.HOURS_REVIEW),
            ("transfer", P.TRANSFER_REVIEW),
        )
        for name in (
            *("inbox", "approvals", "rejections", "record", "approval", "rejection"),
            *("hiding", "restoration", "reasons", "reason_removal"),
        )
    },
}
