"""新增管理员 ① as it was filled in, for whoever comes back to it from the second page; passwords never leave."""

from typing import Any

from jijiao.accounts.models import Hat
from jijiao.administrators.models import Invitation
from jijiao.people.models import Person


def draft_of(ref: str, by: Hat) -> Invitation | None:
    """The actor's own draft that nobody was asked about yet."""
    rows = Invitation.everywhere.filter(unit_id=by.unit_id or 0, by=by, asked_at=None, ref=ref)
    return rows.select_related("account", "department").first() if ref else None


def typed(draft: Invitation | None) -> dict[str, Any]:
    """What stood in the fields of the first page."""
    if draft is None:
        return {}
    found = {name: getattr(draft, name) for name in ("document_kind", "document", "mobile", "email", "landline")}
    found |= {"real_name": draft.name, "department": draft.department_id or ""}
    person = Person.everywhere.filter(unit=draft.unit, document_key=draft.document_key).first()
    if draft.way == Invitation.Way.CHOOSE and person is not None:
        found |= {"person": person.ref, "text": person.name}
    return found


def given(draft: Invitation) -> dict[str, Any]:
    """What was chosen on the second page before going back."""
    if draft.role_id is None:
        return {"range": draft.range}
    chosen = list(draft.departments.values_list("pk", flat=True))
    return {"role": draft.role_id, "range": draft.range, "departments": chosen}
