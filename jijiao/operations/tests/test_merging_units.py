"""合并重复单位: people and requests go over, come back when it is undone, and statistics stay right."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.credits.rebuilding import differences
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.operations.merging_units import merge_units, undo_units
from jijiao.operations.models import Merge
from jijiao.people.models import Person
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit

Enter = Callable[[Hat], Client]
PAGE = "/operations/merges/units/"


@pytest.fixture
def double(cast: Cast) -> Unit:
    """The school a second time, founded by mistake, with one of its teachers."""
    unit = make.unit("青岛示例第二中学校", Unit.Kind.EMPLOYER, "370200", authority=cast.qingdao)
    make.administrator(unit, "潘重复", 431)
    make.person(unit, "潘老师", 432)
    return unit


@pytest.mark.covers("R4")
def test_a_unit_goes_into_another_and_comes_back(cast: Cast, double: Unit) -> None:
    merge = merge_units(cast.school, double, reason="重复注册", by=cast.system_officer)
    teacher = Person.everywhere.get(name="潘老师")
    assert (teacher.unit_id, Unit.everywhere.get(pk=double.pk).status) == (cast.school.pk, Unit.Status.MERGED)
    assert not Hat.everywhere.filter(unit=double, ended_at=None).exists()
    assert list(differences()) == []
    undo_units(merge, by=cast.system_officer)
    teacher.refresh_from_db()
    assert (teacher.unit_id, Unit.everywhere.get(pk=double.pk).status) == (double.pk, Unit.Status.ACTIVE)
    assert Hat.everywhere.get(unit=double, ended_at=None).chief
    with pytest.raises(Refusal, match="已经撤销"):
        undo_units(merge, by=cast.system_officer)


def test_after_thirty_days_there_is_no_way_back(cast: Cast, double: Unit) -> None:
    merge = merge_units(cast.school, double, reason="重复注册", by=cast.system_officer)
    with clock.frozen(clock.now() + timedelta(days=31)), pytest.raises(Refusal, match="30 天"):
        undo_units(merge, by=cast.system_officer)


def test_the_page_finds_previews_and_merges(cast: Cast, double: Unit, as_hat: Enter) -> None:
    client = as_hat(cast.system_officer)
    words = {"kept_text": "第二中学", "gone_text": "第二中学校", "reason": "重复注册"}
    assert str(double.pk) in client.post(PAGE, words | {"look": "units"}).content.decode()
    chosen = words | {"kept": str(cast.school.pk), "gone": str(double.pk)}
    preview = client.post(PAGE, chosen).content.decode()
    assert "1 人" in preview
    assert "确认合并" in preview
    assert client.post(PAGE, chosen | {"confirm": "1"}).status_code == 302
    merge = Merge.everywhere.get()
    assert client.post(f"/operations/merges/{merge.pk}/undoing/").status_code == 302
    assert Unit.everywhere.get(pk=double.pk).status == Unit.Status.ACTIVE
    same = client.post(PAGE, chosen | {"gone": str(cast.school.pk)}).content.decode()
    assert "不能合并到本身" in same
