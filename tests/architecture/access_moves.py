"""注册 and 人员调转 in the written matrix: registration is public but for the pictures its reviewers look at."""

from jijiao.accounts.permissions import Permission as P

MOVES: dict[str, str] = {
    "registration.unit": "public",
    "registration.base": "public",
    "registration.department": "public",
    "registration.unit.correction": "public",
    "registration.person": "public",
    "registration.person.correction": "public",
    "registration.invite": "public",
    "registration.invitation": "public",
    "registration.status": "public",
    "registration.record": "public",
    "registration.withdrawal": "public",
    "registration.licence": P.UNIT_REGISTRATION_REVIEW,
    "registration.own_licence": P.UNIT_PROFILE_MANAGE,
    "registration.proof": P.PERSON_REGISTRATION_REVIEW,
    "transfers.list": P.TRANSFERS_VIEW,
    "transfers.new": P.TRANSFERS_START,
    "transfers.arrival": P.TRANSFERS_ASK,
    "transfers.record": P.TRANSFERS_VIEW,
    "transfers.withdrawal": P.TRANSFERS_START,
    "transfers.cancellation": P.TRANSFERS_START,
    "transfers.correction": P.TRANSFERS_CORRECT,
    "transfers.proof": P.TRANSFERS_VIEW,
    "transfers.reviewed_proof": P.TRANSFER_REVIEW,
}
