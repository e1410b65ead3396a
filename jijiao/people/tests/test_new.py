"""新增人员: one person by hand, judged by the rules of the sheet (M5.4.3)."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.people.credentials import as_text
from jijiao.people.models import Person
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3")
AsHat = Callable[[Hat], Client]
TYPED = {
    "name": "赵 晓明",
    "document_kind": "111",
    "document": make.document(601),
    "mobile": "137-0000-0601",
    "title_series": "04",
    "title": "副主任医师",
    "title_on": "2020-01-01",
}


def test_what_the_sheet_does_not_ask_for_can_be_said_as_well(cast: Cast, as_hat: AsHat) -> None:
    more = {
        "native_place": "370200", "landline": "0531-86001234", "employment": "1", "specialty": "心血管内科",
        "title_appointed_on": "2020-03-01", "title_number": "W2020-7", "graduated_on": "2015-07-01",
        "first_appointed": "2016", "learning_system": "3",
    }  # fmt: skip
    as_hat(cast.hospital_admin).post("/people/new/", TYPED | more)
    person = Person.everywhere.get(name="赵晓明")
    assert {name: as_text(getattr(person, name)) for name in more} == more
    wrong = as_hat(cast.hospital_admin).post("/people/new/", TYPED | {"title_appointed_on": "2019-12-31"})
    assert "聘任时间不能早于取得时间" in wrong.content.decode()


def test_a_person_is_added_to_the_own_roll(cast: Cast, as_hat: AsHat) -> None:
    answer = as_hat(cast.hospital_admin).post("/people/new/", TYPED | {"department": cast.surgery.pk}, follow=True)
    person = Person.everywhere.get(name="赵晓明")
    assert answer.redirect_chain == [(f"/people/{person.ref}/", 302)]
    assert "已新增：赵晓明" in answer.content.decode()
    assert (person.unit, person.department, person.title_level, person.mobile) == (
        cast.hospital, cast.surgery, "2", "13700000601",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"document": "370000198506301013"}, "document"),
        ({"mobile": "12345"}, "mobile"),
        ({"sex": "2" if int(make.document(601)[16]) % 2 else "1"}, "sex"),
        ({"title": "高级工程师"}, "title"),
        ({"title_on": "1950-01-01"}, "title_on"),
        ({"department": "999999"}, "department"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field_and_nothing_typed_is_lost(
    cast: Cast, as_hat: AsHat, changes: dict[str, str], field: str
) -> None:
    answer = as_hat(cast.hospital_admin).post("/people/new/", TYPED | changes)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "副主任医师" in answer.content.decode() or field == "title"
    assert not Person.everywhere.filter(name="赵晓明").exists()


def test_the_names_of_the_series_are_offered(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    page = client.get("/people/new/").content.decode()
    assert ('list="title-names"' in page, 'hx-select="#title-names"' in page) == (True, True)
    assert '<option value="主治医师">卫生技术人员</option>' in page
    assert '<option value="高级工程师">' in page
    of_one = client.get("/people/new/?title_series=04", headers={"HX-Request": "true"}).content.decode()
    names = of_one.split('<datalist id="title-names">')[1].split("</datalist>")[0]
    assert ("主治医师" in names, "高级工程师" in names) == (True, False)
    assert '<option value="高级工程师">' in client.get("/people/new/?title_series=x").content.decode()


def test_somebody_on_a_roll_is_not_added_again(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    theirs = client.post("/people/new/", TYPED | {"name": "王秀英", "document": cast.wang.document})
    assert (theirs.status_code, cast.school.name in theirs.content.decode()) == (422, True)
    own = client.post("/people/new/", TYPED | {"name": "李建国", "document": cast.li.document})
    assert "已在本单位" in own.content.decode()
