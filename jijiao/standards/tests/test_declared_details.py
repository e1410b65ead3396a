"""What a declaration's fields become, form by form: values, errors, doubts, the proofs to attach."""

from datetime import date
from decimal import Decimal

import pytest

from jijiao.standards.learning_forms import (
    LEARNING_FORMS,
    Subject,
    claimable,
    clean_details,
    doubts_about,
    from_stored,
    shown,
    to_stored,
)
from jijiao.standards.rates import default_rates, read_rates

RATES, _ = read_rates(default_rates())
ON_THE_JOB, CONFERENCE, PAPER = LEARNING_FORMS["LF01"], LEARNING_FORMS["LF09"], LEARNING_FORMS["LF12"]

COURSE = {
    "title": "护理岗位培训",
    "organizer": "示例市卫生健康委员会",
    "organizer_type": "03",
    "start_date": "2026-10-12",
    "end_date": "2026-10-16",
    "exam_result": "合格",
    "class_hours": "40",
    "claimed_hours": "40",
}
MEETING = {
    "title": "示例学术年会",
    "organizer": "示例学会",
    "organizer_type": "04",
    "start_date": "2026-05-01",
    "end_date": "2026-05-02",
    "level": "national",
    "part": "attended",
    "claimed_hours": "12",
}
ARTICLE = {
    "title": "一篇示例论文",
    "organizer": "示例学报",
    "end_date": "2026-06-01",
    "journal_no": "ISSN 1000-0003",
    "issue": "2026 年第 3 期",
    "standing": "core",
    "rank": "1",
    "claimed_hours": "30",
}


def test_a_course_is_cleaned() -> None:
    values, errors = clean_details(ON_THE_JOB, COURSE, subject=Subject.PROFESSIONAL, rates=RATES["LF01"])
    assert errors == {}
    assert values["exam_result"] == "1"
    assert values["start_date"] == date(2026, 10, 12)
    assert (values["place"], values["days"]) == ("", None)
    assert to_stored(ON_THE_JOB, values) == {"class_hours": "40.0"}
    assert from_stored(ON_THE_JOB, {"class_hours": "40.0"})["class_hours"] == Decimal(40)
    assert ("课时", "40") in shown(ON_THE_JOB, values)


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"title": " "}, "title", "请填写培训名称。"),
        ({"organizer_type": ""}, "organizer_type", "请选择举办单位类型。"),
        ({"end_date": "2026-10-10"}, "end_date", "结束日期不能早于开始日期。"),
        ({"start_date": "2025-10-15"}, "end_date", "不能超过一年"),
        ({"end_date": "2026-11-24"}, "end_date", "还没有结束"),
        ({"exam_result": "9"}, "exam_result", "不能申报学时"),
        ({"class_hours": ""}, "class_hours", "没有课时数的填天数"),
        ({"days": "6"}, "days", "之间的 5 天"),
        ({"claimed_hours": "48"}, "claimed_hours", "最多填 40"),
        ({"class_hours": "70", "claimed_hours": "61"}, "claimed_hours", "最多填 60"),
        ({"class_hours": "", "days": "2.5", "claimed_hours": "21"}, "claimed_hours", "最多填 20"),
    ],
)
def test_faults_of_a_course(change: dict[str, str], field: str, says: str) -> None:
    _, errors = clean_details(ON_THE_JOB, COURSE | change, rates=RATES["LF01"], today=date(2026, 11, 23))
    assert list(errors) == [field]
    assert says in errors[field]


def test_a_span_of_exactly_a_year_is_allowed() -> None:
    for start, end in (("2025-10-16", "2026-10-16"), ("2024-02-29", "2025-03-01")):
        assert clean_details(ON_THE_JOB, COURSE | {"start_date": start, "end_date": end})[1] == {}


def test_training_counts_to_the_public_subject_only_when_filed() -> None:
    _, errors = clean_details(ON_THE_JOB, COURSE, subject=Subject.PUBLIC)
    assert "备案" in errors["filing_no"]
    assert clean_details(ON_THE_JOB, COURSE | {"filing_no": "备2026-1"}, subject=Subject.PUBLIC)[1] == {}
    _, errors = clean_details(PAPER, ARTICLE, subject=Subject.PUBLIC)
    assert errors == {"subject": "论文不能计入公需科目。"}


def test_a_paper_read_at_a_conference_needs_its_title_and_its_proof() -> None:
    values, errors = clean_details(CONFERENCE, MEETING | {"part": "read"}, rates=RATES["LF09"])
    assert errors == {"paper_title": "宣读论文的，请填写论文题目。"}
    assert [proof.label for proof in CONFERENCE.evidence_for(values) if proof.required][-1] == "宣读证明"
    values, errors = clean_details(CONFERENCE, MEETING, rates=RATES["LF09"])
    assert errors == {}
    assert [proof.label for proof in CONFERENCE.evidence_for(values) if proof.required] == ["会议通知", "单位证明"]


def test_what_a_paper_leaves_out_is_filled_in() -> None:
    values, errors = clean_details(PAPER, ARTICLE, rates=RATES["LF12"])
    assert errors == {}
    assert values["start_date"] == values["end_date"] == date(2026, 6, 1)
    assert (values["exam_result"], values["organizer_type"], values["place"]) == ("4", "", "")
    assert [field.label for field in PAPER.fields][:2] == ["论文题目", "刊物名称"]


@pytest.mark.parametrize(
    ("journal_no", "doubtful"),
    [
        ("1000-0003", False),
        ("CN37-1000/G4", False),
        ("ISSN 1000-0003，CN37-1000/G4", False),
        ("1000-0004", True),
        ("", True),
        ("某刊", True),
    ],
)
def test_the_journal_number_is_doubted_not_refused(journal_no: str, doubtful: bool) -> None:
    values, errors = clean_details(PAPER, ARTICLE | {"journal_no": journal_no})
    assert errors == {}
    assert ("journal_no" in doubts_about(PAPER, values)) is doubtful


def test_what_may_be_claimed_is_known_as_soon_as_it_can_be() -> None:
    typed = {key: value for key, value in MEETING.items() if key != "claimed_hours"}
    assert claimable(CONFERENCE, typed, RATES["LF09"]) == Decimal(12)
    assert claimable(CONFERENCE, typed | {"level": ""}, RATES["LF09"]) is None
