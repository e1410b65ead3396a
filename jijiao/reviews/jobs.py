"""批量审核 in the background, chunk by chunk with the reviewer's rights of that moment; 期限 by the clock."""

from datetime import datetime

from jijiao.accounts.models import Hat
from jijiao.jobs.periodic import every
from jijiao.jobs.registry import job
from jijiao.jobs.run import Run
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.reviews.actions import NotYours, decide
from jijiao.reviews.batches import JOB
from jijiao.reviews.deadlines import pass_over
from jijiao.reviews.kinds import KINDS

CHUNK = 100
LISTED = 50  # failures named in the result


@job(JOB, label="批量审核")
def decide_many(run: Run) -> None:
    """Payload: kind, ids, approve, note, looked_at."""
    kind, ids = KINDS[run.payload["kind"]], run.payload["ids"]
    hat = (
        Hat.everywhere.filter(pk=run.by_hat_id or 0, ended_at__isnull=True)
        .select_related("account", "unit", "role")
        .first()
    )
    if hat is None or not hat.may(kind.needs):
        raise Refusal("您已没有这项审核权限，没有办理的申请仍在待审核中")
    looked_at = datetime.fromisoformat(run.payload["looked_at"])
    for start in range(run.cursor, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        end = start + len(part)
        with run.chunk(done=end, total=len(ids), cursor=end, note="正在办理"):
            try:
                outcomes = decide(
                    kind, part, approve=run.payload["approve"], note=run.payload["note"],
                    looked_at=looked_at, by=hat, scope=hat.scope(kind.needs),
                )  # fmt: skip
            except NotYours as error:
                raise Refusal("有申请已不在您的审核范围内，请到待审核列表重新选择") from error
            _count(run, [f"{outcome.name}：{outcome.message}" for outcome in outcomes if not outcome.done], len(part))


def _count(run: Run, failures: list[str], size: int) -> None:
    """Add a chunk's outcome to the result and say it in one sentence."""
    done = run.result.get("decided", 0) + size - len(failures)
    failed = run.result.get("failed", 0) + len(failures)
    named = [*run.result.get("failures", []), *failures][:LISTED]
    verb = "已通过" if run.payload["approve"] else "已驳回"
    message = f"{verb} {done} 条" + (f"，{failed} 条没有办理：{'；'.join(named)}" if failed else "")
    run.result.update(decided=done, failed=failed, failures=named, message=message)


@every("reviews.pass_over", label="超期审核转办", hours=1)
def pass_over_late() -> str:
    return f"{pass_over(by=SYSTEM)} 件"
