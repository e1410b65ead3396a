"""The pages of 下属机构管理: a level, a search, one unit, every deed through its form, and a node of 5,000 units."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jijiao.accounts.models import Hat
from jijiao.credits.actions import settle
from jijiao.lib import clock
from jijiao.lib.base36 import to_base36
from jijiao.lib.years import this_year
from jijiao.subordinates.merging import merge
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit

pytestmark = pytest.mark.covers("M5.1.2")
TREE = "/units/below/"
Enter = Callable[[Hat], Client]


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_tree_shows_a_level_with_its_people_own_and_below(cast: Cast, as_hat: Enter) -> None:
    nurse = make.person(cast.clinic, "护士甲", 301)
    settle([(cast.li.pk, this_year()), (nurse.pk, this_year())])
    page = text(as_hat(cast.health_admin).get(TREE))
    assert "济南示例第一医院" in page
    assert "1（2）" in page
    assert "吴院员" in page
    assert "第一医院东院区" not in page
    assert "第一医院东院区" in text(as_hat(cast.health_admin).get(TREE, {"at": cast.hospital.pk}))
    assert "第一医院东院区" in text(as_hat(cast.health_admin).get(f"{TREE}{cast.hospital.pk}/branch/"))


@pytest.mark.parametrize("wanted", ["东院", "第一医院东院区"])
def test_a_search_finds_units_at_any_depth(cast: Cast, as_hat: Enter, wanted: str) -> None:
    page = as_hat(cast.province_admin).get(TREE, {"text": wanted})
    assert [line.unit for line in page.context["lines"]] == [cast.clinic]


def test_a_search_by_credit_code_finds_the_one_unit(cast: Cast, as_hat: Enter) -> None:
    page = as_hat(cast.province_admin).get(TREE, {"text": cast.school.credit_code.lower()})
    assert [line.unit for line in page.context["lines"]] == [cast.school]
    page = as_hat(cast.health_admin).get(TREE, {"text": cast.school.credit_code})
    assert page.context["lines"] == []


def test_units_that_other_departments_maintain_are_seen_apart_and_not_maintained(cast: Cast, as_hat: Enter) -> None:
    jinan = as_hat(cast.jinan_admin)
    assert "只能查看的单位" in text(jinan.get(TREE))
    assert "济南示例第一医院" in text(jinan.get(TREE, {"line": "guests"}))
    page = text(jinan.get(f"{TREE}{cast.hospital.pk}/"))
    assert "不是本单位的下属机构，只能查看" in page
    assert "停用</a>" not in page
    answer = jinan.post(f"{TREE}{cast.hospital.pk}/state/", {"reason": "停业"})
    assert "只能查看" in text(answer)
    assert Unit.everywhere.get(pk=cast.hospital.pk).status == Unit.Status.ACTIVE


def test_a_unit_is_suspended_and_resumed_with_a_reason(cast: Cast, as_hat: Enter) -> None:
    health, here = as_hat(cast.health_admin), f"{TREE}{cast.hospital.pk}/"
    assert health.post(f"{here}state/", {"reason": ""}).status_code == 422
    health.post(f"{here}state/", {"reason": "停业整顿"})
    page = text(health.get(here))
    assert "停用" in page
    assert "停业整顿" in page
    assert "启用</a>" in page
    health.post(f"{here}state/", {"reason": "整改完成"})
    assert Unit.everywhere.get(pk=cast.hospital.pk).status == Unit.Status.ACTIVE


def test_a_unit_is_founded_with_a_password_shown_once(cast: Cast, as_hat: Enter) -> None:
    answers = {
        "superior": cast.health.pk, "kind": "employer", "name": "济南示例第二医院", "nature": "33", "level": "30",
        "phone": "0531-86000000", "industry": "Q84", "region": "370100", "address": "示例路", "document_kind": "111",
        "credit_code": make.credit_code(31), "document": make.document(631), "chief_name": "新管理",
        "mobile": "13700001234",
    }  # fmt: skip
    health = as_hat(cast.health_admin)
    wrong = health.post(f"{TREE}new/", answers | {"credit_code": make.credit_code(31)[:-1] + "A"})
    assert wrong.status_code == 422
    assert "最后一位与前面对不上" in text(wrong)
    assert "济南示例第二医院" in text(wrong)
    strange = health.post(f"{TREE}new/", answers | {"nature": "21"})
    assert "证照确实如此" in text(strange)
    page = text(health.post(f"{TREE}new/", answers))
    assert "首次登录密码" in page
    founded = Unit.everywhere.get(name="济南示例第二医院")
    assert founded.superior == cast.health
    taken = health.post(f"{TREE}new/", answers | {"name": "别的医院"})
    assert "已被其他有效单位使用" in text(taken)
    later = answers | {"later": "on", "document": "", "chief_name": "", "mobile": "", "name": "第三医院"}
    health.post(f"{TREE}new/", later | {"credit_code": make.credit_code(32)})
    assert not Hat.everywhere.filter(unit__name="第三医院").exists()


def test_a_base_is_founded_with_what_kind_of_base_it_is(cast: Cast, as_hat: Enter) -> None:
    answers = {
        "superior": cast.health.pk, "kind": "base", "name": "济南示例培训学院", "nature": "33", "document_kind": "111",
        "phone": "0531-86000000", "industry": "P83", "region": "370100", "address": "示例路",
        "credit_code": make.credit_code(33), "later": "on",
    }  # fmt: skip
    health = as_hat(cast.health_admin)
    wrong = health.post(f"{TREE}new/", answers)
    assert set(wrong.context["form"].errors) == {"base_level", "base_type"}
    assert "济南示例培训学院" in text(wrong)
    assert health.post(f"{TREE}new/", answers | {"base_level": "3", "base_type": "1"}).status_code == 302
    base = Unit.everywhere.get(name="济南示例培训学院")
    assert (base.kind, base.base_level, base.base_type, base.level) == ("base", "3", "1", "30")


def test_an_edit_and_a_move_go_through_their_forms(cast: Cast, as_hat: Enter) -> None:
    health, here = as_hat(cast.health_admin), f"{TREE}{cast.hospital.pk}/"
    shown = health.get(f"{here}edit/").context["form"]
    answers = {name: shown[name].value() or "" for name in shown.fields}
    answers |= {"address": "新址 1 号", "industry": "Q84", "level": "30", "confirmed": "on"}
    assert health.post(f"{here}edit/", answers).status_code == 422
    assert health.post(f"{here}edit/", answers | {"reason": "地址有误"}).status_code == 302
    assert Unit.everywhere.get(pk=cast.hospital.pk).address == "新址 1 号"
    move = f"{TREE}{cast.clinic.pk}/place/"
    assert "山东省卫生健康委员会" in text(health.get(move))
    assert health.post(move, {"superior": cast.school.pk}).status_code == 422
    assert health.post(move, {"superior": cast.health.pk}).status_code == 302
    assert Unit.everywhere.get(pk=cast.clinic.pk).superior == cast.health


def test_a_merger_is_previewed_done_and_restored(cast: Cast, as_hat: Enter) -> None:
    second = make.unit("济南示例中心医院", Unit.Kind.EMPLOYER, "370100", superior=cast.health, authority=cast.jinan)
    health, here = as_hat(cast.health_admin), f"{TREE}{cast.hospital.pk}/merger/"
    assert "济南示例中心医院" in text(health.post(here, {"into_text": "中心医院", "look": "1"}))
    page = text(health.post(here, {"into_text": "中心医院", "into": second.pk, "look": "1"}))
    assert "1 人" in page
    assert "3 名，管理身份结束" in page
    assert health.post(here, {"into": second.pk, "reason": "改革"}).status_code == 302
    page = text(health.get(f"{TREE}{cast.hospital.pk}/"))
    assert "已并入" in page
    assert "恢复</a>" in page
    assert health.post(f"{TREE}{cast.hospital.pk}/restoring/", {"reason": "有误"}).status_code == 302
    assert Unit.everywhere.get(pk=cast.hospital.pk).status == Unit.Status.ACTIVE


def test_a_unit_is_dissolved_and_then_only_found_when_asked_for(cast: Cast, as_hat: Enter) -> None:
    health = as_hat(cast.health_admin)
    assert "1 人" in text(health.get(f"{TREE}{cast.hospital.pk}/closing/"))
    health.post(f"{TREE}{cast.hospital.pk}/closing/", {"reason": "破产"})
    assert cast.hospital not in [line.unit for line in health.get(TREE).context["lines"]]
    found = health.get(TREE, {"status": "closed"}).context["lines"]
    assert [line.unit for line in found] == [cast.hospital]


def test_a_merged_unit_is_found_by_its_old_name_in_the_new_one(cast: Cast, as_hat: Enter) -> None:
    second = make.unit("济南示例中心医院", Unit.Kind.EMPLOYER, "370100", superior=cast.health, authority=cast.jinan)
    merge(cast.hospital, second, reason="改革", by=cast.health_admin)
    found = as_hat(cast.health_admin).get(TREE, {"text": "第一医院"}).context["lines"]
    assert second in [line.unit for line in found]


def test_a_node_of_five_thousand_units_stays_small_and_asks_no_more_queries(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.qingdao_admin)
    client.get(TREE)
    pages = (
        TREE, f"{TREE}?size=50&page=60", f"{TREE}?text=第", f"{TREE}{cast.qingdao.pk}/branch/",
        f"{TREE}{cast.qingdao.pk}/", f"{TREE}new/?superior_text=青岛示例",
    )  # fmt: skip
    before = [_queries(client, page) for page in pages]
    _fill(cast.qingdao, 5000)
    for page, count in zip(pages, before, strict=True):
        assert len(client.get(page).content) <= 150_000, page
        assert _queries(client, page) <= count + 1, page


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def _fill(above: Unit, count: int) -> None:
    """Many small units right below one, without the trail."""
    rows = [
        Unit(name=f"青岛示例第{n}小学", kind="employer", nature="21", region_id="370200", superior=None,
             authority=above, above=above, founded_at=clock.now())
        for n in range(count)
    ]  # fmt: skip
    made = Unit.everywhere.bulk_create(rows, batch_size=500)
    for row in made:
        row.path = f"{above.path}{to_base36(row.pk)}"
    Unit.everywhere.bulk_update(made, ["path"], batch_size=300)
