"""The operators' part of the written matrix: each address belongs to one of the three."""

from jijiao.accounts.permissions import Permission as P

OPERATIONS: dict[str, str] = {
    "operations.accounts": P.PLATFORM_ACCOUNTS,
    "operations.account": P.PLATFORM_ACCOUNTS,
    "operations.identity_check": P.PLATFORM_ACCOUNTS,
    "operations.scan": P.PLATFORM_ACCOUNTS,
    "operations.check_record": P.AUDIT_VIEW,
    "operations.check_scan": P.AUDIT_VIEW,
    "operations.unlocking": P.PLATFORM_ACCOUNTS,
    "operations.password": P.PLATFORM_ACCOUNTS,
    "operations.sessions": P.PLATFORM_ACCOUNTS,
    "operations.second_factor": P.PLATFORM_ACCOUNTS,
    "operations.number": P.PLATFORM_ACCOUNTS,
    "operations.units": P.PLATFORM_UNITS,
    "operations.founding": P.PLATFORM_UNITS,
    "operations.unit": P.PLATFORM_UNITS,
    "operations.credit_code": P.PLATFORM_UNITS,
    "operations.naming": P.PLATFORM_UNITS,
    "operations.naming_answer": P.PLATFORM_UNITS,
    "operations.merges": P.PLATFORM_MERGES,
    "operations.merge_people": P.PLATFORM_MERGES,
    "operations.merge_units": P.PLATFORM_MERGES,
    "operations.merge": P.PLATFORM_MERGES,
    "operations.undoing": P.PLATFORM_MERGES,
    "operations.trail": P.AUDIT_VIEW,
    "operations.verification": P.AUDIT_VIEW,
    "platform.terms": P.PLATFORM_TERMS,
    "operations.health": P.PLATFORM_HEALTH,
    "operations.my_data": "signed in",
    "operations.my_data_copy": "signed in",
}
