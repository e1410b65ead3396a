"""M1.1: the home page of the public site, its notices and downloads."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.portal.models import Notice
from jijiao.testing.cast import Cast


@pytest.mark.covers("M1.1")
def test_the_service_windows_name_the_four_user_types(cast: Cast) -> None:
    page = Client().get("/").content.decode()
    assert "继续教育服务窗口" in page
    for name in ("用人单位", "专业技术人员", "继续教育基地", "主管部门"):
        assert f'登录<span class="vh">：{name}' in page
    assert "/register/unit/" in page
    assert "/register/person/" in page


@pytest.mark.covers("M1.1")
def test_a_department_publishes_and_withdraws(cast: Cast, as_hat: Callable[[Hat], Client]) -> None:
    client = as_hat(cast.province_admin)
    posted = {"kind": "notice", "title": "关于做好年度继续教育工作的通知", "body": "各市：\n\n请按时完成。"}
    assert client.post("/notices/manage/", posted).status_code == 302
    page = Client().get("/").content.decode()
    assert posted["title"] in page
    assert Client().get("/policies/").content.decode().count(posted["title"]) == 0
    notice = Notice.everywhere.get()
    assert "请按时完成" in Client().get(f"/notices/{notice.pk}/").content.decode()
    assert as_hat(cast.jinan_admin).post(f"/notices/manage/{notice.pk}/withdrawal/").status_code == 404
    assert as_hat(cast.hospital_admin).post(f"/notices/manage/{notice.pk}/withdrawal/").status_code == 403
    assert client.get(f"/notices/manage/{notice.pk}/withdrawal/").status_code == 405
    assert client.post(f"/notices/manage/{notice.pk}/withdrawal/").status_code == 302
    assert Client().get(f"/notices/{notice.pk}/").status_code == 404


def test_a_notice_without_title_keeps_what_was_typed(cast: Cast, as_hat: Callable[[Hat], Client]) -> None:
    response = as_hat(cast.province_admin).post("/notices/manage/", {"kind": "notice", "title": "", "body": "正文还在"})
    assert response.status_code == 422
    assert "正文还在" in response.content.decode()


@pytest.mark.covers("M1.1")
def test_policies_standards_and_downloads_are_open_to_all(cast: Cast) -> None:
    for address in ("/notices/", "/policies/", "/standards/", "/downloads/"):
        assert Client().get(address).status_code == 200, address
    assert "岗位培训" in Client().get("/standards/").content.decode()


def test_health_answers(cast: Cast) -> None:
    assert Client().get("/healthz").content == b"ok"
