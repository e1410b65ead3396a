"""保存的查询: the account's own, numbers masked and sealed (M5.4.3)."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.roster import saving
from jijiao.roster.models import SavedQuery
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3")
AsHat = Callable[[Hat], Client]
BODY = {"name": "外科医师", "conditions": "title=医师&status=20&sort=name"}


def test_the_conditions_of_the_list_are_saved_and_opened(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    assert "/people/queries/?title=" in client.get("/people/", {"title": "医师"}).content.decode()
    assert "职称名称：医师" in client.get("/people/queries/?title=医师").content.decode()
    client.post("/people/queries/", BODY)
    page = client.get("/people/queries/").content.decode()
    assert "职称名称：医师；状态：在册" in page
    assert f"/people/?{saving.only_conditions(BODY['conditions']).replace('&', '&amp;')}" in page
    assert "外科医师" not in as_hat(cast.hospital_clerk).get("/people/queries/").content.decode()


def test_a_name_is_used_once_and_no_more_than_twenty_are_kept(
    cast: Cast, as_hat: AsHat, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_hat(cast.hospital_admin)
    monkeypatch.setattr(saving, "AT_MOST", 1)
    client.post("/people/queries/", BODY)
    client.post("/people/queries/", BODY | {"conditions": "title=护师"})
    assert SavedQuery.everywhere.get().conditions == saving.only_conditions("title=护师")
    assert client.post("/people/queries/", BODY | {"name": "另一个"}).status_code == 422


def test_a_number_is_masked_on_the_page_and_sealed_in_the_table(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    client.post("/people/queries/", {"name": "一个人", "conditions": f"document={cast.li.document}"})
    assert cast.li.masked_document in client.get("/people/queries/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT conditions FROM roster_savedquery")
        assert cast.li.document not in cursor.fetchone()[0]
    assert not Event.objects.filter(particulars__icontains=cast.li.document).exists()


def test_saving_is_refused(cast: Cast, as_hat: AsHat) -> None:
    assert as_hat(cast.hospital_admin).put("/people/queries/").status_code == 405
    assert as_hat(cast.li_hat).post("/people/queries/", BODY).status_code == 403
    nothing = as_hat(cast.hospital_admin).post("/people/queries/", BODY | {"conditions": "sort=name&status=zz"})
    assert nothing.status_code == 422
    assert not SavedQuery.everywhere.exists()


def test_deleting_is_for_the_owner(cast: Cast, as_hat: AsHat, client: Client) -> None:
    path = f"/people/queries/{saving.save('医师', 'title=医师', by=cast.hospital_admin).ref}/removal/"
    assert as_hat(cast.hospital_admin).get(path).status_code == 405
    assert as_hat(cast.hospital_clerk).post(path).status_code == 404
    assert client.post(path).status_code == 302
    assert SavedQuery.everywhere.exists()
    as_hat(cast.hospital_admin).post(path)
    assert not SavedQuery.everywhere.exists()
    assert Event.objects.filter(tag=Tag.ROSTER_FORGET).exists()
