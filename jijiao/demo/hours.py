"""The demonstration's year: training for everybody, conferences and papers, most of it approved."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from jijiao.accounts.models import Hat
from jijiao.attachments.actions import keep
from jijiao.declarations.actions import Learning, declare
from jijiao.declarations.models import Declaration
from jijiao.demo.invented import paper
from jijiao.demo.units import decided
from jijiao.lib import clock
from jijiao.people.models import Person
from jijiao.reviews.actions import decide
from jijiao.reviews.kinds import KINDS
from jijiao.standards.codes import Subject
from jijiao.standards.learning_forms import LEARNING_FORMS, clean_details
from jijiao.standards.queries import rules_for


def learning(form_key: str, subject: Subject, ended_on: date, **answers: str) -> Learning:
    """A learning as the page's form would clean it; the demonstration stops when it would not do."""
    form = LEARNING_FORMS[form_key]
    raw = {
        "organizer": "山东示例继续教育基地",
        "organizer_type": form_choice(form, "organizer_type"),
        "start_date": (ended_on - timedelta(days=4)).isoformat(),
        "end_date": ended_on.isoformat(),
        "exam_result": "1",
        **answers,
    }
    rates = rules_for(ended_on.year).rates[form.key]
    values, errors = clean_details(form, raw, subject=subject, rates=rates, today=clock.today())
    if errors:
        raise RuntimeError(f"{form.label}: {errors}")
    return Learning(form=form, subject=subject, values=values)


def form_choice(form: Any, field_name: str) -> str:
    """The first choice of a field; empty when the form has no such field."""
    return next((field.choices[0][0] for field in form.fields if field.name == field_name), "")


def declared(by: Hat, people: list[Person], what: Learning, scans: int = 1) -> list[Declaration]:
    """Declare with proof uploaded by the same hat."""
    proofs = [keep(ContentFile(paper(225 + at), name=f"证明材料{at + 1}.bmp"), by=by).ref for at in range(scans)]
    return declare(what, people, proofs, by=by)


def approved(declarations: list[Declaration], by: Hat) -> None:
    """Approve in one bulk decision, as a reviewer would."""
    kind = KINDS["declaration"]
    ids = [declaration.review_id for declaration in declarations if declaration.review_id]
    for outcome in decide(kind, ids, approve=True, by=by, scope=by.scope(kind.needs)):
        if not outcome.done:
            raise RuntimeError(outcome.message)


def a_units_year(unit_hat: Hat, superior_hat: Hat, people: list[Person]) -> None:
    """岗位培训 in both subjects for most; some still wait, one is rejected."""
    year = clock.today().year
    spring, summer = date(year, 4, 18), date(year, 7, 12)
    public = learning(
        "LF01", Subject.PUBLIC, spring, title="数字素养与知识产权保护", class_hours="30",
        filing_no=f"鲁继备〔{year}〕12 号", claimed_hours="30",
    )  # fmt: skip
    special = learning(
        "LF01", Subject.PROFESSIONAL, summer, title="专业技术骨干岗位培训", class_hours="30", claimed_hours="30"
    )
    most = people[: len(people) * 4 // 5]
    approved(declared(unit_hat, most, public), superior_hat)
    approved(declared(unit_hat, most, special), superior_hat)
    autumn = learning(
        "LF09", Subject.PROFESSIONAL, date(year, 9, 20), title="全国专业学术年会", level="national", part="read",
        paper_title="继续教育质量评价研究", words="3000", claimed_hours=str(Decimal(20)),
    )  # fmt: skip
    approved(declared(unit_hat, people[: len(people) // 2], autumn), superior_hat)
    waiting = learning(
        "LF01", Subject.PROFESSIONAL, date(year, 10, 16), title="秋季岗位培训", class_hours="16", claimed_hours="16"
    )
    [rejected, *_] = declared(unit_hat, people[-6:], waiting)
    decided(rejected, superior_hat, approve=False, note="签到表与申报人数不一致，请补充后重新提交")


def a_paper(technician: Hat, person: Person, reviewer: Hat | None, title: str, month: int) -> None:
    """A paper declared by its author; approved when a reviewer is given."""
    year = clock.today().year
    what = learning(
        "LF12", Subject.PROFESSIONAL, date(year, month, 1), title=title, organizer="示例学报",
        journal_no="ISSN 1000-0000", issue=f"{year} 年第 {month} 期", standing="core",
        rank="1", words="6000", claimed_hours="30",
    )  # fmt: skip
    [declaration] = declared(technician, [person], what, scans=3)
    if reviewer:
        decided(declaration, reviewer)
