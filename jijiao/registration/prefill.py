"""The answers of an application as its correction form shows them again: everything but passwords."""

from typing import Any

from jijiao.registration.applications import PERSON_FACTS
from jijiao.registration.models import PersonRegistration, Registration, UnitRegistration
from jijiao.units.code_checks import contradictions
from jijiao.units.models import Unit
from jijiao.units.temporary import is_temporary


def answers_of_unit(registration: UnitRegistration) -> dict[str, Any]:
    names = (
        *("name", "nature", "level", "phone", "industry", "address", "credit_code", "landline"),
        *("base_level", "base_type"),
    )
    code, nature, region = registration.credit_code, registration.nature, registration.region_id
    return _applicant(registration, names) | {
        "region": region,
        # ticked before, or it would not have been sent
        "confirmed": bool(contradictions(code, nature=nature, region=region)),
        "has_superior": "yes" if registration.superior_id else "no",
        "superior": registration.superior_id,
        "licence": [registration.licence],
    }


def answers_of_person(registration: PersonRegistration) -> dict[str, Any]:
    return _applicant(registration, PERSON_FACTS) | {
        **_place(registration.unit),
        "department": registration.department_id,
        "proofs": list(registration.proofs.all()),
    }


def _place(unit: Unit) -> dict[str, Any]:
    if is_temporary(unit):
        return {"temporary": True, "region": unit.region_id}
    return {"unit": unit.pk}


def _applicant(registration: Registration, names: tuple[str, ...]) -> dict[str, Any]:
    own = ("document_kind", "document", "real_name", "mobile", "email")
    answers = {name: getattr(registration, name) for name in (*own, *names)}
    return answers | {"existing": registration.existing_account_id is not None}
