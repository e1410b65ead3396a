"""Background work of 平台运营: what the clock asks for, and verifying the trail on request."""

from django.contrib.sessions.models import Session
from django.db import transaction

from jijiao.accounts.models import Account
from jijiao.attachments import actions as attachments
from jijiao.audit.sealing import seal
from jijiao.audit.verifying import verify_and_keep
from jijiao.jobs import actions as jobs
from jijiao.jobs.periodic import every
from jijiao.jobs.registry import job
from jijiao.jobs.run import Run
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.operations import own_copy
from jijiao.sheets import outcomes
from jijiao.web import limits

VERIFY = "operations.verify_audit"


@job(own_copy.COPY, label="下载我的全部数据")
def copy_own_data(run: Run) -> None:
    """Everything about whoever asked, in one file that only they can fetch."""
    account = Account.objects.get(pk=run.by_account_id or 0)
    content = own_copy.packed(account)
    with run.chunk():
        run.keep(f"我的数据{clock.today():%Y%m%d}.zip", content)
        run.result["message"] = "文件中有您的完整证件号和联系方式，只有您可以下载，保留 72 小时，请妥善保管。"


@every("audit.seal", label="封存审计记录", minutes=1)
def seal_audit() -> str:
    return f"{seal(by=SYSTEM)} 条"


@every("audit.verify", label="校验审计记录", hours=24)
def verify_audit() -> str:
    verdict = verify_and_keep()
    return verdict.finding or f"完整，{verdict.rows} 条"


@every("files.expire", label="清理到期文件", hours=1)
def expire_files() -> str:
    return f"{jobs.expire() + attachments.expire() + outcomes.expire()} 项"


@every("files.sweep", label="清理无主文件", hours=24)
def sweep_files() -> str:
    return f"{attachments.sweep()} 项"


@every("sessions.expire", label="清理到期会话", hours=1)
def expire_sessions() -> str:
    with transaction.atomic():
        gone, _ = Session.objects.filter(expire_date__lt=clock.now()).delete()
    return f"{gone + limits.expire()} 项"


@job(VERIFY, label="校验审计记录")
def verify_now(run: Run) -> None:
    """The whole chain once; the outcome is kept for the trail's page."""
    verdict = verify_and_keep()
    with run.chunk(done=verdict.rows, total=verdict.rows):
        run.result = {"intact": verdict.intact, "rows": verdict.rows, "finding": verdict.finding}
