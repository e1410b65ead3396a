"""What a person may change of the own file: what at once, what after review and in which groups (domain 3.3.2)."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.crypto import salted_hmac

from jijiao.lib.documents import DOCUMENT_KINDS
from jijiao.lib.masks import mask_document, mask_email, mask_mobile
from jijiao.people.models import Person
from jijiao.standards.codes.people import DEGREES, EDUCATIONS, POLITICAL_STATUSES
from jijiao.standards.codes.titles import series_choices

EMPTY = "未填写"
AT_ONCE = ("mobile", "email", "political")
# a group is decided as one: its fields only make sense together
GROUPS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "document": ("document_kind", "document"),
    "title": ("title_series", "title", "title_major", "title_on"),
    "education": ("education", "degree", "school", "major"),
}
GROUP_NAMES = (("name", "姓名"), ("document", "证件号"), ("title", "职称"), ("education", "学历学位"))
LABELS = {
    "mobile": "手机号", "email": "邮箱", "political": "政治面貌", "name": "姓名", "document_kind": "证件类型",
    "document": "证件号", "title_series": "职称系列", "title": "职称名称", "title_major": "职称专业",
    "title_on": "取得时间", "education": "学历", "degree": "学位", "school": "毕业院校", "major": "所学专业",
}  # fmt: skip
FIELDS = (*AT_ONCE, *(field for fields in GROUPS.values() for field in fields))
_MASKS = {"document": mask_document, "mobile": mask_mobile, "email": mask_email}


def values_of(person: Person) -> dict[str, str]:
    """Every field as the form sends it: codes, plain text, dates as YYYY-MM-DD."""
    return {field: as_text(getattr(person, field)) for field in FIELDS}


def version_of(person: Person) -> str:
    """Tells whether the file is as it was; says nothing of what is in it."""
    return salted_hmac("person_changes", json.dumps(values_of(person), sort_keys=True)).hexdigest()


def as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Which fields differ, with both values."""
    return {field: (before[field], after[field]) for field in FIELDS if before[field] != after.get(field, "")}


def shown(field: str, value: str) -> str:
    """A value as people read it, numbers masked."""
    if not value:
        return EMPTY
    choices: dict[str, Any] = {
        "document_kind": DOCUMENT_KINDS, "title_series": series_choices(), "education": EDUCATIONS, "degree": DEGREES,
        "political": POLITICAL_STATUSES,
    }  # fmt: skip
    if field in choices:
        return str(dict(choices[field]).get(value, value))
    return _MASKS[field](value) if field in _MASKS else value
