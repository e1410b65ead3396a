"""The sub-tables of the own file: entries are added, changed, made the current one and removed once the unit agrees."""

import pytest

from jijiao.accounts.models import Hat
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Credential, Paper, Person
from jijiao.people.queries import shelves_of
from jijiao.person_changes import entries
from jijiao.person_changes.actions import ALREADY_OPEN, NOTHING, STALE, withdraw
from jijiao.person_changes.models import PersonChange
from jijiao.person_changes.review import PERSON_CHANGE
from jijiao.person_changes.tests.test_changing import review
from jijiao.person_changes.tests.wishes import of_entry
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.1.4.1", "R2")
SENIOR = {"series": "05", "name": "高级工程师", "granted_on": "2024-12-01", "number": "G2024-1"}


def lines(hat: Hat, kind: str) -> list[str]:
    """The entries of a sub-table as they read, the current one first."""
    shelves = shelves_of(Person.everywhere.get(account=hat.account))
    return [entry.line for shelf in shelves if shelf.table.kind == kind for entry in shelf.entries]


def filed(cast: Cast, kind: str, **values: str) -> Credential:
    """An entry that was asked for and approved."""
    change = entries.add(cast.li, of_entry(cast.li_hat, kind, values), by=cast.li_hat)
    assert review(change, cast.hospital_admin).done
    return Credential.everywhere.get(ref=change.target)


def test_a_new_title_becomes_the_current_one_and_the_former_stays(cast: Cast) -> None:
    Person.everywhere.filter(pk=cast.li.pk).update(title_on="2015-06-01")
    change = entries.add(cast.li, of_entry(cast.li_hat, "title", SENIOR, current=True), by=cast.li_hat)
    assert "职称名称：工程师 → 高级工程师" in change.summary
    assert lines(cast.li_hat, "title") == ["工程师，2015-06-01"]
    assert review(change, cast.hospital_admin).done
    person = Person.everywhere.get(pk=cast.li.pk)
    assert (person.title, person.title_level, person.title_number) == ("高级工程师", "2", "G2024-1")
    assert lines(cast.li_hat, "title") == ["高级工程师，2024-12-01", "工程师，2015-06-01"]
    former = Credential.everywhere.get(person=person)
    assert (former.level, Paper.everywhere.get(person=person).credential) == ("3", None)
    again = {"series": "05", "name": "工程师", "granted_on": "2015-06-01"}
    back = of_entry(cast.li_hat, "title", again, former, current=True)
    assert review(entries.change(former, back, by=cast.li_hat), cast.hospital_admin).done
    assert lines(cast.li_hat, "title") == ["工程师，2015-06-01", "高级工程师，2024-12-01"]
    assert Paper.everywhere.filter(credential__name="高级工程师").count() == 1


def test_the_first_of_its_kind_is_the_current_one(cast: Cast) -> None:
    wish = of_entry(cast.li_hat, "education", {"level": "21", "granted_by": "山东示例大学", "granted_on": "2007-07-01"})
    assert review(entries.add(cast.li, wish, by=cast.li_hat), cast.hospital_admin).done
    person = Person.everywhere.get(pk=cast.li.pk)
    assert (person.education, person.school, str(person.graduated_on)) == ("21", "山东示例大学", "2007-07-01")
    assert not Credential.everywhere.exists()


@pytest.mark.parametrize(
    ("kind", "values", "line"),
    [
        ("qualification", {"name": "一级注册建造师", "level": "一级", "number": "A1"}, "一级注册建造师，一级"),
        ("honour", {"name": "泰山学者", "level": "2", "granted_by": "省政府"}, "泰山学者，省部级，省政府"),
    ],
)
def test_entries_are_filed_changed_and_removed(cast: Cast, kind: str, values: dict[str, str], line: str) -> None:
    entry = filed(cast, kind, **values)
    assert lines(cast.li_hat, kind) == [line]
    assert Paper.everywhere.get(credential=entry).person == cast.li
    changed = entries.change(entry, of_entry(cast.li_hat, kind, values | {"name": "某称号"}, entry), by=cast.li_hat)
    assert changed.summary.endswith(f"{values['name']} → 某称号")
    assert review(changed, cast.hospital_admin).done
    entry.refresh_from_db()
    removed = entries.remove(entry, of_entry(cast.li_hat, kind, {}, entry), by=cast.li_hat)
    assert removed.summary.startswith("删除：某称号")
    assert review(removed, cast.hospital_admin).done
    assert lines(cast.li_hat, kind) == []


def test_a_title_that_was_never_right_goes(cast: Cast) -> None:
    asked = entries.remove_current(cast.li, of_entry(cast.li_hat, "title", {}), by=cast.li_hat)
    assert review(asked, cast.hospital_admin).done
    person = Person.everywhere.get(pk=cast.li.pk)
    assert (person.title_series, person.title, person.title_level) == ("99", "", "")


def test_what_happened_meanwhile_shows_the_conflict(cast: Cast) -> None:
    entry = filed(cast, "honour", name="泰山学者")
    one = entries.change(entry, of_entry(cast.li_hat, "honour", {"name": "某称号"}, entry), by=cast.li_hat)
    with pytest.raises(Refusal, match=ALREADY_OPEN):
        entries.remove(entry, of_entry(cast.li_hat, "honour", {}, entry), by=cast.li_hat)
    title = entries.add(cast.li, of_entry(cast.li_hat, "title", SENIOR, current=True), by=cast.li_hat)
    Credential.everywhere.filter(pk=entry.pk).update(name="泰山产业领军人才")
    Person.everywhere.filter(pk=cast.li.pk).update(title="助理工程师")
    for change in (one, title):
        assert "在申请之后已经变更" in review(change, cast.hospital_admin).message
    entry.delete()
    assert "已不在档案中" in review(one, cast.hospital_admin).message
    assert review(one, cast.hospital_admin, approve=False, note="请核对").done
    kept = filed(cast, "honour", name="泰山学者")
    late = of_entry(cast.li_hat, "honour", {"name": "齐鲁首席技师"}, kept)
    Credential.everywhere.filter(pk=kept.pk).update(name="泰山产业领军人才")
    with pytest.raises(Refusal, match=STALE):
        entries.change(kept, late, by=cast.li_hat)


def test_refusals(cast: Cast) -> None:
    entry = filed(cast, "honour", name="泰山学者")
    with pytest.raises(Refusal, match=NOTHING):
        entries.change(entry, of_entry(cast.li_hat, "honour", {"name": "泰山学者"}, entry), by=cast.li_hat)
    with pytest.raises(Refusal, match=entries.KNOWN):
        entries.add(cast.li, of_entry(cast.li_hat, "honour", {"name": "泰山学者"}), by=cast.li_hat)
    twice = {"name": "齐鲁首席技师"}
    first = entries.add(cast.li, of_entry(cast.li_hat, "honour", twice), by=cast.li_hat)
    with pytest.raises(Refusal, match=ALREADY_OPEN):
        entries.add(cast.li, of_entry(cast.li_hat, "honour", twice), by=cast.li_hat)
    withdraw(first, by=cast.li_hat)
    for hat in (cast.wang_hat, cast.hospital_admin):
        for act in (entries.change, entries.remove):
            with pytest.raises(Refusal, match="只能修改本人的信息"):
                act(entry, of_entry(cast.li_hat, "honour", {"name": "某称号"}, entry), by=hat)
    assert PersonChange.everywhere.filter(open=True).count() == 0


def test_what_becomes_the_current_one_is_said_to_the_reviewer(cast: Cast) -> None:
    change = entries.add(cast.li, of_entry(cast.li_hat, "title", SENIOR, current=True), by=cast.li_hat)
    assert "通过后成为现职称，原现职称保留在档案中" in PERSON_CHANGE.notices(change)
