"""Learning to declare in the tests: a day of on-the-job training, a conference, a paper; an image as evidence."""

from typing import Any

from jijiao.accounts.models import Hat
from jijiao.attachments.models import Attachment
from jijiao.declarations.actions import Learning, declare
from jijiao.declarations.models import Declaration
from jijiao.lib import clock
from jijiao.people.models import Person
from jijiao.reviews.actions import Outcome, decide
from jijiao.reviews.kinds import KINDS
from jijiao.standards.learning_forms import LEARNING_FORMS, Subject, clean_details

TRAINING: dict[str, Any] = {
    "title": "护理技术岗位培训",
    "organizer": "济南示例第一医院",
    "organizer_type": "10",
    "start_date": "2026-03-02",
    "end_date": "2026-03-06",
    "class_hours": "40",
    "exam_result": "1",
    "claimed_hours": "40",
}
CONFERENCE: dict[str, Any] = {
    "title": "全国护理学术年会",
    "organizer": "中华护理学会",
    "organizer_type": "04",
    "start_date": "2026-05-11",
    "end_date": "2026-05-12",
    "level": "national",
    "part": "attended",
    "claimed_hours": "12",
}
PAPER: dict[str, Any] = {
    "title": "重症监护护理质量研究",
    "organizer": "中华护理杂志",
    "end_date": "2026-06-01",
    "issue": "2026 年第 6 期",
    "standing": "core",
    "rank": "1",
    "claimed_hours": "30",
}
TYPED = {"LF01": TRAINING, "LF09": CONFERENCE, "LF12": PAPER}


def learning(form: str = "LF01", subject: str = "2", **changes: Any) -> Learning:
    """The sample of a form with `changes`, cleaned as the page cleans it."""
    found = LEARNING_FORMS[form]
    values, errors = clean_details(found, TYPED[form] | changes, subject=Subject(subject))
    assert errors == {}
    return Learning(form=found, subject=Subject(subject), values=values)


def upload(by: Hat) -> str:
    """The reference of an image that `by` has uploaded."""
    number = Attachment.everywhere.count()
    return Attachment.everywhere.create(
        name="培训通知.jpg", kind="jpeg", size=1000, digest="d" * 32, width=10, height=10, stored_as=f"test/{number}",
        uploaded_by=by.account_id, created_at=clock.now(),
    ).ref  # fmt: skip


def declared(by: Hat, *people: Person, form: str = "LF01", subject: str = "2", **changes: Any) -> list[Declaration]:
    """Declarations as the page makes them, on their first desk."""
    return declare(learning(form, subject, **changes), people, [upload(by)], by=by)


def decided(by: Hat, *declarations: Declaration, approve: bool = True, note: str = "材料不完整") -> list[Outcome]:
    """Decide as the inbox does."""
    ids = [row.review_id for row in declarations if row.review_id]
    scope = by.scope("hours.review")
    return decide(KINDS["declaration"], ids, approve=approve, note="" if approve else note, by=by, scope=scope)
