"""Loading many people at once: what was said arrives to the letter, whatever characters it holds."""

from datetime import date

from jijiao.people.loading import draft, load
from jijiao.people.models import Person
from jijiao.testing import make
from jijiao.testing.cast import Cast

HARD = ("\\N", "a\\tb", "一\t二\n三\r四", "\\", "'", '"', "，\u3000。", "𠮷", "\\.")


def test_any_characters_arrive_as_they_are(cast: Cast) -> None:
    facts = [
        {
            "name": "难字", "document_kind": "111", "document": make.document(number), "title_series": "99",
            "note": hard, "school": hard, "mobile": "13800000000", "works_since": date(2001, 2, 3),
        }
        for number, hard in enumerate(HARD, start=700)
    ]  # fmt: skip
    made = load([draft(number, each, None) for number, each in enumerate(facts)], cast.hospital)
    people = Person.everywhere.filter(pk__in=made.values()).order_by("pk")
    assert [person.note for person in people] == list(HARD) == [person.school for person in people]
    assert [person.document for person in people] == [each["document"] for each in facts]
    assert {(person.mobile, person.works_since, person.born_on) for person in people} == {
        ("13800000000", date(2001, 2, 3), None)
    }
    assert {(person.account_id, person.department_id, person.email) for person in people} == {(None, None, "")}


def test_who_is_there_is_passed_over(cast: Cast) -> None:
    first, second = (
        {"name": "先后", "document_kind": "111", "document": make.document(number), "title_series": "99", "note": "\\N"}
        for number in (720, 721)
    )
    assert len(load([draft(1, first, None)], cast.hospital)) == 1
    made = load([draft(1, first, None), draft(2, second, None)], cast.hospital)
    assert [person.document for person in Person.everywhere.filter(pk__in=made.values())] == [second["document"]]
