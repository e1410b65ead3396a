"""How the system stands: database, worker, queue, disk, periodic acts, trail, versions."""

import platform
import shutil
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from jijiao.jobs.models import Job, Round
from jijiao.jobs.periodic import ACTS, PULSE
from jijiao.letters.gateways import sms_delivers
from jijiao.lib import clock
from jijiao.operations.trail import chain_state

SILENT = timedelta(seconds=60)  # without a sign of life from any worker
LONG_WAIT = timedelta(minutes=15)  # for the oldest job in the queue
SEAL_LAG = timedelta(minutes=10)
FREE_SHARE = 0.10  # of the disk; below that nothing should be written any more


@dataclass(frozen=True)
class Check:
    """One line of the page; `state` is ok, warn or bad."""

    label: str
    state: str
    text: str

    @property
    def word(self) -> str:
        return {"ok": "正常", "warn": "注意", "bad": "异常"}[self.state]


def checks() -> list[Check]:
    return [_database(), _migrations(), _worker(), _queue(), _failures(), _disk(), _messages(), *_trail()]


def _messages() -> Check:
    if sms_delivers():
        return Check("短信", "ok", "已接通短信网关")
    return Check("短信", "warn", "没有接通短信网关（设置 SMS_GATEWAY）：“忘记密码”和更换联系方式只能用邮箱")


def _database() -> Check:
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        answer = (time.perf_counter() - started) * 1000
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        size = int(cursor.fetchone()[0])
    text = f"{connection.display_name} {_version()}，{_megabytes(size)}，应答 {answer:.1f} 毫秒"
    return Check("数据库", "ok" if answer < 1000 else "warn", text)


def _version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
        return str(cursor.fetchone()[0]).split(" ")[0]


def _migrations() -> Check:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return Check("数据库结构", "bad" if waiting else "ok", f"有 {waiting} 项未执行" if waiting else "已是最新")


def _worker() -> Check:
    now = clock.now()
    beat = Round.objects.filter(key=PULSE).values_list("started_at", flat=True).first()
    # a worker beats between jobs; while it works on a long one, the job's lease is its sign of life
    busy = Job.everywhere.filter(state=Job.State.RUNNING, lease_until__gt=now).exists()
    latest = Job.everywhere.filter(claimed_at__isnull=False).order_by("-claimed_at").first()
    last = f"；最近任务：{latest.label}（{latest.get_state_display()}，{_moment(latest.claimed_at)}）" if latest else ""
    if busy or (beat and now - beat < SILENT):
        return Check("后台进程", "ok", f"最近心跳 {_moment(beat)}{last}")
    return Check("后台进程", "bad", f"没有心跳（最近 {_moment(beat)}），请启动 manage.py work{last}")


def _queue() -> Check:
    waiting = Job.everywhere.filter(state=Job.State.WAITING)
    count, oldest = waiting.count(), waiting.order_by("run_after").values_list("run_after", flat=True).first()
    late = oldest is not None and clock.now() - oldest > LONG_WAIT
    running = Job.everywhere.filter(state=Job.State.RUNNING).count()
    text = f"等待 {count} 项，进行中 {running} 项" + (f"，最早应于 {_moment(oldest)} 开始" if oldest else "")
    return Check("任务队列", "warn" if late else "ok", text)


def _failures() -> Check:
    since = clock.now() - timedelta(days=1)
    failed = Job.everywhere.filter(state=Job.State.FAILED, finished_at__gte=since).count()
    return Check("失败任务", "warn" if failed else "ok", f"24 小时内 {failed} 项")


def _disk() -> Check:
    usage = shutil.disk_usage(settings.VAR)
    state = "ok" if usage.free / usage.total >= FREE_SHARE else "bad"
    return Check("磁盘", state, f"剩余 {_megabytes(usage.free)}，共 {_megabytes(usage.total)}")


def _trail() -> Iterator[Check]:
    chain = chain_state()
    late = chain.waiting_since is not None and clock.now() - chain.waiting_since > SEAL_LAG
    waiting = f"待封存 {chain.waiting} 条" + (f"，最早 {_moment(chain.waiting_since)}" if chain.waiting else "")
    yield Check("审计封存", "warn" if late else "ok", waiting)
    seen = chain.verification
    if seen is None:
        yield Check("审计校验", "warn", "尚未校验")
    else:
        yield Check("审计校验", "bad" if seen.finding else "ok", f"{_moment(seen.at)}：{seen.finding or '完整'}")


@dataclass(frozen=True)
class PeriodicAct:
    """One periodic act and its last round."""

    label: str
    every: str
    last: Round | None

    @property
    def word(self) -> str:
        if self.last is None or self.last.finished_at is None:
            return "尚未运行"
        return "失败" if self.last.failed else "正常"


def periodic_acts() -> list[PeriodicAct]:
    rounds = {row.key: row for row in Round.objects.all()}
    return [PeriodicAct(act.label, _period(act.every), rounds.get(act.key)) for act in ACTS.values()]


def versions() -> list[tuple[str, str]]:
    return [("系统", _own_version()), ("Python", platform.python_version()), ("Django", django.get_version())]


@cache
def _own_version() -> str:
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _period(every: timedelta) -> str:
    for unit, word in ((86400, "天"), (3600, "小时"), (60, "分钟")):
        if every.total_seconds() >= unit:
            return f"每 {every.total_seconds() / unit:g} {word}"
    return f"每 {every.total_seconds():g} 秒"


def _megabytes(size: int) -> str:
    return f"{size / 1024**3:.1f} GB" if size >= 1024**3 else f"{size / 1024**2:.1f} MB"


def _moment(moment: datetime | None) -> str:
    return f"{clock.local(moment):%m-%d %H:%M}" if moment else "无"
