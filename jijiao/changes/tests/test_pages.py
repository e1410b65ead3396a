"""The pages of 基本信息管理: what is typed stays, each refusal at its field, without script as well."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jijiao.accounts.models import Hat
from jijiao.changes import actions
from jijiao.changes.models import UnitChange
from jijiao.changes.tests.test_amend import decided, wish
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit

AsHat = Callable[[Hat], Client]
EDIT, PROFILE, SUPERIOR = (reverse(f"changes.{name}") for name in ("edit", "profile", "superior"))


def filled(client: Client, **typed: Any) -> dict[str, Any]:
    """The edit form as the page shows it, with what is typed into it."""
    form = client.get(EDIT).context["form"]
    answers = {name: form[name].value() or "" for name in form.fields if name not in ("proofs", "confirmed")}
    return answers | typed


@pytest.mark.covers("M5.1.1.1")
def test_the_page_shows_the_data_the_request_and_the_record(
    cast: Cast, as_hat: AsHat, django_assert_max_num_queries: Any
) -> None:
    client = as_hat(cast.hospital_admin)
    for n in range(3):
        actions.amend(cast.hospital, wish(cast.hospital, phone=f"0531-8600123{n}"), by=cast.hospital_admin)
    client.post(EDIT, filled(client, address="示例大街 8 号", reason="搬迁"))
    with django_assert_max_num_queries(20):
        page = client.get(PROFILE).content.decode()
    for text in ("济南示例第一医院", "山东省卫生健康委员会正在审核", "0531-86001232", "示例大街 8 号", "待审核"):
        assert text in page
    change = UnitChange.everywhere.get(open=True)
    at = reverse("changes.record", args=[change.pk])
    assert "撤回" in client.get(at).content.decode()
    client.post(reverse("changes.withdrawal", args=[change.pk]))
    again = client.get(f"{EDIT}?again={change.pk}").content.decode()
    assert "示例大街 8 号" in again
    assert "搬迁" in again


def test_of_two_administrators_the_second_sees_the_difference_and_keeps_what_was_typed(
    cast: Cast, as_hat: AsHat
) -> None:
    first, second = as_hat(cast.hospital_admin), as_hat(cast.hospital_clerk)
    typed = filled(second, phone="0531-86005555")
    first.post(EDIT, filled(first, phone="0531-86001234"))
    page = second.post(EDIT, typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert "单位电话已被其他管理员修改" in text
    for value in ("0531-86000000", "0531-86001234", 'value="0531-86005555"'):
        assert value in text
    assert second.post(EDIT, typed | {"base": page.context["form"]["base"].value()}).status_code == 302
    cast.hospital.refresh_from_db()
    assert cast.hospital.phone == "0531-86005555"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("12370100000000019X", "最后一位与前面对不上"),
        ("taken", "已被其他有效单位使用"),
        ("91370100MA3TEA0107", "单位性质的信用代码通常以"),
        ("12370200MB2TEA0103", "登记地区是青岛市（370200）"),
    ],
)
def test_each_bad_code_has_its_own_sentence_at_the_field(cast: Cast, as_hat: AsHat, code: str, says: str) -> None:
    client = as_hat(cast.hospital_admin)
    given = {"taken": cast.school.credit_code}.get(code, code)
    if code[-1] not in "Xn":
        given = make.credit_code(60, code[:8])
    typed = filled(client, credit_code=given, reason="换证", address="示例大街")
    page = client.post(EDIT, typed | ({"confirmed": "on"} if code == "taken" else {}))
    assert page.status_code == 422
    assert any(says in error for error in page.context["form"].errors["credit_code"])
    assert given in page.content.decode()
    assert "示例大街" in page.content.decode()


def test_a_code_that_contradicts_can_be_confirmed(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    typed = filled(client, credit_code=make.credit_code(61, "91370200"), reason="换证")
    assert "证照确实如此" in client.post(EDIT, typed).content.decode()
    confirmed = client.post(EDIT, typed | {"confirmed": "on"})
    assert list(confirmed.context["form"].errors) == ["proofs"]


def test_a_base_asks_for_another_level_of_its_own_and_the_units_level_follows(cast: Cast, as_hat: AsHat) -> None:
    Unit.everywhere.filter(pk=cast.base.pk).update(base_level="3", base_type="1")
    assert "base_level" not in as_hat(cast.hospital_admin).get(EDIT).context["form"].fields
    client = as_hat(cast.base_admin)
    assert {"机构级别", "市级", "高等院校"} <= set(re.findall(r"<d[td]>([^<]*)", client.get(PROFILE).content.decode()))
    assert "level" not in client.get(EDIT).context["form"].fields
    assert client.post(EDIT, filled(client, base_level="2", reason="升级为省级基地")).status_code == 302
    change = UnitChange.everywhere.get(open=True)
    shown = {(line.name, line.before_shown, line.after_shown) for line in change.fields.all()}
    assert shown == {("base_level", "市级", "省级"), ("level", "设区的市属", "省属（省直）")}
    assert decided(change, cast.province_admin).done
    cast.base.refresh_from_db()
    assert (cast.base.base_level, cast.base.level) == ("2", "20")


def test_choosing_a_superior_with_and_without_script(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    assert "青岛市人力资源和社会保障局" in client.post(
        SUPERIOR, {"look": "superior", "superior_text": "青岛市", "reason": "划转"}
    ).content.decode()  # fmt: skip
    part = client.get(
        SUPERIOR, {"superior_text": "青岛市"}, headers={"HX-Request": "true", "HX-Target": "superior-found"}
    )
    assert "<html" not in part.content.decode()
    wrong = client.post(SUPERIOR, {"has_superior": "yes", "superior": cast.clinic.pk, "reason": "原因文字"})
    assert (wrong.status_code, "是本单位的下级" in wrong.content.decode()) == (422, True)
    assert "原因文字" in wrong.content.decode()
    assert "请查找并选择" in client.post(SUPERIOR, {"has_superior": "yes", "reason": "划转"}).content.decode()
    assert client.post(SUPERIOR, {"has_superior": "no", "reason": "划转"}).status_code == 302
    assert UnitChange.everywhere.get().superior is None


def test_the_reviewer_sees_both_values_and_decides_in_bulk(cast: Cast, as_hat: AsHat) -> None:
    change = actions.amend(cast.hospital, wish(cast.hospital, nature="10"), by=cast.hospital_admin).asked
    assert change is not None
    client = as_hat(cast.health_admin)
    inbox = client.get(reverse("reviews.inbox", args=["unit-change"])).content.decode()
    assert "单位性质：事业单位（公益一类） → 机关" in inbox
    record = client.get(reverse("reviews.record", args=["unit-change", change.review_id])).content.decode()
    assert "<del>事业单位（公益一类）</del>" in record
    assert "通常以 11 开头" in record
    rejections = reverse("reviews.rejections", args=["unit-change"])
    page = client.post(rejections, {"chosen": [change.review_id], "note": "请补充批文"})
    assert "已驳回 1 条" in page.content.decode()
    own = as_hat(cast.hospital_admin).get(reverse("changes.record", args=[change.pk])).content.decode()
    assert "请补充批文" in own
    assert "修改后重新提交" in own


def test_a_filter_by_field_finds_a_change_once(cast: Cast, as_hat: AsHat) -> None:
    asked = wish(cast.hospital, nature="31", level="20", industry="Q84")
    change = actions.amend(cast.hospital, asked, by=cast.hospital_admin).asked
    client = as_hat(cast.health_admin)
    found = client.get(reverse("reviews.inbox", args=["unit-change"]), {"field": "level"})
    assert [row.pk for row in found.context["listing"].rows] == [change.review_id] if change else []
    assert client.get(reverse("reviews.inbox", args=["unit-change"]), {"field": "name"}).context["listing"].total == 0
    assert decided(change, cast.health_admin).done
    assert Unit.everywhere.get(pk=cast.hospital.pk).industry == "Q84"
