"""合并重复人员: hours, results, certificates, accounts and hats go over, and come back when it is undone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from jijiao.accounts.models import Hat
from jijiao.accounts.posts import appoint
from jijiao.audit.models import Event
from jijiao.certificates.actions import issue
from jijiao.certificates.models import Certificate
from jijiao.credits.actions import NewEntry, record, settle
from jijiao.credits.models import AnnualResult, Entry, UnitYear
from jijiao.credits.rebuilding import differences
from jijiao.declarations.models import Declaration
from jijiao.demo.hours import a_paper
from jijiao.jobs.testing import run_waiting
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.operations.doubles import plan, references
from jijiao.operations.merging_people import merge_people, undo_people
from jijiao.operations.models import Merge
from jijiao.people import filing
from jijiao.people.models import Credential, Paper, Person, Stint
from jijiao.person_changes.actions import withdraw
from jijiao.person_changes.tests.wishes import asked, upload
from jijiao.testing import make
from jijiao.testing.cast import Cast

YEAR = 2026


@pytest.fixture
def double(cast: Cast) -> Person:
    """李建国 a second time, at the school, under another document and with an account of its own."""
    return make.person(cast.school, "李建国", 301, with_account=True)


def learned(person: Person, hours: int, number: int, subject: str = "2", form: str = "LF01") -> None:
    item = NewEntry(
        person_id=person.pk, unit_id=person.unit_id, year=YEAR, origin=f"test:{number}", subject=subject, form=form,
        title=f"岗位培训 {number}", organizer="基地", started_on=None, ended_on=date(YEAR, 5, 1), hours=Decimal(hours),
    )  # fmt: skip
    record([item], by=SYSTEM)
    settle([(person.pk, YEAR)])


def merged(cast: Cast, double: Person) -> Merge:
    return merge_people(cast.li, double, reason="换发证件后重复注册", by=cast.system_officer)


def state(*people: Person) -> list[tuple[object, ...]]:
    """What there is of these people, for comparing before and after."""
    return [
        (
            person.pk,
            *Person.everywhere.values_list("status", "account_id").get(pk=person.pk),
            sorted(Entry.everywhere.filter(person=person).values_list("pk", flat=True)),
            sorted(AnnualResult.everywhere.filter(person=person).values_list("year", "total", "passed", "unit_id")),
            sorted(Declaration.everywhere.filter(person=person).values_list("pk", flat=True)),
            sorted(Certificate.everywhere.filter(person=person, superseded_at=None).values_list("pk", flat=True)),
        )
        for person in people
    ]


@pytest.mark.covers("R4")
def test_hours_add_up_and_statistics_count_the_person_once(cast: Cast, double: Person) -> None:
    learned(cast.li, 20, 1)
    learned(double, 30, 2)
    assert plan(cast.li, double).hours == 30
    merge = merged(cast, double)
    assert AnnualResult.everywhere.get(person=cast.li, year=YEAR).total == 50
    assert not AnnualResult.everywhere.filter(person=double).exists()
    assert Person.everywhere.get(pk=double.pk).status == Person.Status.MERGED
    assert UnitYear.everywhere.get(unit=cast.school, year=YEAR).people == 0
    assert list(differences()) == []
    assert merge.undoable_until > clock.now()
    events = Event.objects.filter(tag="merge.do", subject="people.person").values_list("subject_id", flat=True)
    assert set(events) == {cast.li.pk, double.pk}


def test_undoing_puts_everything_back(cast: Cast, double: Person) -> None:
    learned(cast.li, 20, 1)
    learned(double, 30, 2)
    a_paper(Hat.everywhere.get(account=double.account), double, None, "中学物理实验教学", 6)
    before = state(cast.li, double)
    merge = merged(cast, double)
    assert Declaration.everywhere.get().person_id == cast.li.pk
    undo_people(merge, by=cast.system_officer)
    assert state(cast.li, double) == before
    assert list(differences()) == []
    with pytest.raises(Refusal, match="已经撤销"):
        undo_people(merge, by=cast.system_officer)


def test_certificates_of_one_year_do_not_both_stand(cast: Cast, double: Person) -> None:
    for number, person in ((10, cast.li), (20, double)):
        learned(person, 30, number, "1")
        learned(person, 60, number + 1, form="LF13")
    assert len(issue(list(AnnualResult.everywhere.filter(passed=True)), by=SYSTEM)) == 2
    before = state(cast.li, double)
    merge = merged(cast, double)
    run_waiting()
    [stands] = Certificate.everywhere.filter(person=cast.li, superseded_at=None)
    assert stands.public + stands.professional >= 90
    undo_people(merge, by=cast.system_officer)
    assert state(cast.li, double) == before


def test_the_same_activity_declared_by_both_counts_once(cast: Cast, double: Person) -> None:
    a_paper(cast.li_hat, cast.li, cast.hospital_admin, "临床护理路径研究", 6)
    a_paper(Hat.everywhere.get(account=double.account), double, cast.school_admin, "临床护理路径研究", 6)
    preview = plan(cast.li, double)
    assert [each.title for each in preview.doubles] == ["临床护理路径研究"]
    hours = AnnualResult.everywhere.get(person=cast.li).total
    merged(cast, double)
    assert AnnualResult.everywhere.get(person=cast.li).total == hours
    assert Declaration.everywhere.filter(person=double).count() == 1
    assert list(differences()) == []


def test_an_administrators_hats_go_to_the_account_that_is_left(cast: Cast, double: Person) -> None:
    assert double.account is not None
    appoint(double.account, cast.clinic, chief=True, by=SYSTEM)
    merge = merged(cast, double)
    hat = Hat.everywhere.get(unit=cast.clinic, ended_at=None)
    assert (hat.account_id, hat.chief) == (cast.li.account_id, True)
    double.account.refresh_from_db()
    assert not double.account.is_active
    undo_people(merge, by=cast.system_officer)
    assert Hat.everywhere.get(unit=cast.clinic, ended_at=None).account_id == double.account_id
    double.account.refresh_from_db()
    assert double.account.is_active


def test_an_account_goes_along_when_the_other_has_none(cast: Cast, double: Person) -> None:
    bare = make.person(cast.hospital, "李建国", 302)
    account = double.account_id
    merge = merge_people(bare, double, reason="重复", by=cast.system_officer)
    assert Person.everywhere.get(pk=bare.pk).account_id == account
    undo_people(merge, by=cast.system_officer)
    assert Person.everywhere.get(pk=double.pk).account_id == account
    assert Person.everywhere.get(pk=bare.pk).account_id is None


def test_what_stands_in_the_way_is_said_before_anything_happens(cast: Cast, double: Person) -> None:
    with pytest.raises(Refusal, match="姓名不一致"):
        merge_people(cast.li, cast.wang, reason="重复", by=cast.system_officer)
    with pytest.raises(Refusal, match="同一份档案"):
        merge_people(cast.li, cast.li, reason="重复", by=cast.system_officer)
    merged(cast, double)
    with pytest.raises(Refusal, match="已经合并过"):
        merged(cast, double)


def test_an_open_change_of_either_file_is_decided_first(cast: Cast, double: Person) -> None:
    [change] = asked(cast.li_hat, title="高级工程师")
    with pytest.raises(Refusal, match="正在审核的信息修改"):
        merged(cast, double)
    withdraw(change, by=cast.li_hat)
    assert merged(cast, double).kept_person == cast.li


def test_after_thirty_days_or_a_later_change_there_is_no_way_back(cast: Cast, double: Person) -> None:
    learned(double, 30, 2)
    merge = merged(cast, double)
    with clock.frozen(clock.now() + timedelta(days=31)), pytest.raises(Refusal, match="30 天"):
        undo_people(merge, by=cast.system_officer)
    third = make.person(cast.hospital, "李建国", 303)
    merge_people(third, cast.li, reason="又一份", by=cast.system_officer)
    with pytest.raises(Refusal, match="并入了别的档案"):
        undo_people(merge, by=cast.system_officer)


def test_every_table_that_names_a_person_is_known() -> None:
    """A new one is moved without anybody thinking of it; this list says what that is today."""
    labels = {f"{key.model._meta.label_lower}.{key.name}" for key in references()}
    assert {"credits.entry.person", "declarations.declaration.person", "certificates.certificate.person"} <= labels
    assert "credits.annualresult.person" not in labels


def test_both_files_are_one_and_what_a_person_has_once_stays_single(cast: Cast, double: Person) -> None:
    for person in (cast.li, double):
        Credential.everywhere.create(person=person, kind="honour", name="泰山学者", filed_at=clock.now())
        Stint.everywhere.create(person=person, unit=person.unit, unit_name="一院", since=clock.today())
        filing.set_photo(person, upload(cast.li_hat), by=SYSTEM)
    merge = merged(cast, double)
    rows = (Credential.everywhere, Stint.everywhere, Paper.everywhere)
    assert [each.filter(person=cast.li).count() for each in rows] == [2, 1, 1]
    undo_people(merge, by=cast.system_officer)
    assert [each.filter(person=double).count() for each in rows] == [1, 1, 1]
