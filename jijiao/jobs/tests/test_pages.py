"""The pages of jobs: progress while it runs, the result and its files after, for the owner alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Job
from jijiao.jobs.run import Run
from jijiao.jobs.testing import run_waiting
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.testing.cast import Cast

AsHat = Callable[[Hat], Client]
Does = Callable[[Callable[[Run], None]], str]
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def media(tmp_path: object, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def export(run: Run) -> None:
    run.result["message"] = "共导出 3 人。"
    with run.chunk(done=3, total=3):
        run.keep("人员名单.xlsx", b"workbook")


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_page_polls_until_286(cast: Cast, as_hat: AsHat, does: Does) -> None:
    job = enqueue(does(export), by=cast.hospital_admin)
    owner = as_hat(cast.hospital_admin)
    page = text(owner, f"/jobs/{job.ref}/")
    assert 'hx-trigger="every 1s"' in page
    assert f'<noscript><a href="/jobs/{job.ref}/">刷新</a></noscript>' in page
    assert owner.get(f"/jobs/{job.ref}/progress/", headers=HTMX).status_code == 200
    run_waiting()
    last = owner.get(f"/jobs/{job.ref}/progress/", headers=HTMX)
    assert last.status_code == 286
    assert "共导出 3 人。" in last.content.decode()
    assert "hx-trigger" not in last.content.decode()


def test_progress_is_shown_in_numbers(cast: Cast, as_hat: AsHat, does: Does) -> None:
    job = enqueue(does(export), by=cast.hospital_admin)
    Job.everywhere.filter(pk=job.pk).update(done=320, total=500)
    assert "320 / 500" in text(as_hat(cast.hospital_admin), f"/jobs/{job.ref}/progress/")


def test_the_output_is_downloaded_until_it_expires(cast: Cast, as_hat: AsHat, does: Does) -> None:
    job = enqueue(does(export), by=cast.hospital_admin)
    run_waiting()
    owner = as_hat(cast.hospital_admin)
    answer = owner.get(f"/jobs/{job.ref}/files/1/")
    assert answer.content == b"workbook"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert owner.get(f"/jobs/{job.ref}/files/2/").status_code == 404
    with clock.frozen(clock.now() + timedelta(hours=73)):
        owner = as_hat(cast.hospital_admin)
        assert "人员名单.xlsx（已过期）" in text(owner, f"/jobs/{job.ref}/")
        late = owner.get(f"/jobs/{job.ref}/files/1/", follow=True)
    assert "文件只保留 72 小时" in late.content.decode()


def test_the_list_shows_ones_own_jobs_newest_first(
    cast: Cast, as_hat: AsHat, does: Does, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    kind = does(export)
    enqueue(kind, by=cast.school_admin)
    mine = [enqueue(kind, by=cast.hospital_admin) for _ in range(9)]
    run_waiting()
    owner = as_hat(cast.hospital_admin)
    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
        page = text(owner, "/jobs/")
    assert page.count("/files/1/") == 9
    places = [page.index(f"/jobs/{job.ref}/") for job in mine]
    assert places == sorted(places, reverse=True)
    assert "还没有任务" in text(as_hat(cast.jinan_admin), "/jobs/")


def test_cancelling_and_trying_again(cast: Cast, as_hat: AsHat, does: Does) -> None:
    def refuse(run: Run) -> None:
        raise Refusal("统计正在维护。")

    owner = as_hat(cast.hospital_admin)
    job = enqueue(does(refuse), by=cast.hospital_admin)
    run_waiting()
    assert "统计正在维护。" in text(owner, f"/jobs/{job.ref}/")
    owner.post(f"/jobs/{job.ref}/retrial/")
    assert Job.everywhere.get().state == Job.State.WAITING
    answer = owner.post(f"/jobs/{job.ref}/cancellation/", follow=True)
    assert "已取消" in answer.content.decode()
    assert Job.everywhere.get().state == Job.State.CANCELLED
    again = owner.post(f"/jobs/{job.ref}/cancellation/", follow=True)
    assert "不能取消" in again.content.decode()


@pytest.mark.parametrize("address", ["", "progress/", "files/1/"])
def test_the_jobs_of_others_do_not_exist(cast: Cast, as_hat: AsHat, does: Does, address: str) -> None:
    job = enqueue(does(export), by=cast.hospital_admin)
    run_waiting()
    assert as_hat(cast.hospital_clerk).get(f"/jobs/{job.ref}/{address}").status_code == 404
    assert Client().get(f"/jobs/{job.ref}/{address}").status_code == 302
    assert as_hat(cast.hospital_admin).post(f"/jobs/{job.ref}/{address}").status_code == 405


@pytest.mark.parametrize("address", ["cancellation/", "retrial/"])
def test_nobody_else_ends_a_job(cast: Cast, as_hat: AsHat, does: Does, address: str) -> None:
    job = enqueue(does(export), by=cast.hospital_admin)
    assert as_hat(cast.health_admin).post(f"/jobs/{job.ref}/{address}").status_code == 404
    assert as_hat(cast.hospital_admin).get(f"/jobs/{job.ref}/{address}").status_code == 405
    assert Job.everywhere.get().state == Job.State.WAITING
