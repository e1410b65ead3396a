"""人员调转审核: out of the old unit (调出审核), then into the new one (调入审核)."""

from collections.abc import Mapping, Sequence

from django.db.models import F, Q

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.lib import clock
from jijiao.reviews import handover
from jijiao.reviews.kinds import LAPSED, Column, Filter, Halt, Kind, reviewed
from jijiao.reviews.models import Review, Stop
from jijiao.transfers import actions
from jijiao.transfers.models import Transfer
from jijiao.transfers.telling import page_of
from jijiao.transfers.types import CHOICES
from jijiao.units.models import Unit
from jijiao.units.queries import common_above

STAGES = [("out", "人员调出审核"), ("in", "人员调入审核")]
DAYS = 15  # working days; then the common superior may release (design: routes)
FORCED = "强制放行"


def route(transfer: Transfer) -> list[Halt]:
    """Out-review, then in-review; no second where nobody takes the person on, or where the new unit is who asks."""
    alone = transfer.starter == Transfer.Starter.OLD_UNIT
    above = common_above(transfer.old_unit, transfer.new_unit)
    days = DAYS if above else None  # silence is never consent here
    halts = [Halt(transfer.old_unit, "调出审核", alone=alone, days=days, stand_in=above)]
    if transfer.new_unit is not None and transfer.has_entry:
        halts.append(Halt(transfer.new_unit, "调入审核", days=days, stand_in=above))
    return halts


def stands_in(stop: Stop) -> str:
    """What the common superior does: release whom the old unit keeps waiting, or take on in the new unit's place."""
    return FORCED if stop.seq == 0 else LAPSED


def at_stage(stage: str) -> Q:
    """Which transfers lie at the out-review (`out`) or the in-review (`in`), however many stops silence added."""
    entering = Q(review__passed=F("review__stops_total") - 1, new_unit__isnull=False)
    entering &= ~Q(starter=Transfer.Starter.NEW_UNIT)
    return entering if stage == "in" else ~entering


def obstacles(transfers: Sequence[Transfer]) -> Mapping[int, str]:
    """People who left meanwhile, units that take nobody on any more, administrators who have not handed over."""
    accounts = {transfer.person.account_id for transfer in transfers} - {None}
    hats = Hat.everywhere.filter(account__in=accounts, kind=Hat.Kind.ADMINISTRATOR, ended_at__isnull=True)
    serving: set[tuple[int, int | None]] = set(hats.values_list("account_id", "unit_id"))
    found = {transfer.pk: why for transfer in transfers if (why := _obstacle(transfer, serving))}
    return _unfinished(transfers) | found


def _unfinished(transfers: Sequence[Transfer]) -> dict[int, str]:
    """原单位先办结: the old unit decides first what waits at it; a superior who releases need not wait for that."""
    here = [each for each in transfers if each.pending == Transfer.Pending.FINISH and _is_at_old_unit(each)]
    counts = handover.waiting_at([(each.person.account_id, each.old_unit_id) for each in here])
    return {
        each.pk: f"此人还有 {count} 件申请在本单位待审核，须先办结再调出；不等的请驳回，改为“随人转到新单位”。"
        for each in here
        if (count := counts.get((each.person.account_id or 0, each.old_unit_id), 0))
    }


def _is_at_old_unit(transfer: Transfer) -> bool:
    return transfer.review is not None and transfer.review.desk_id == transfer.old_unit_id


def _obstacle(transfer: Transfer, serving: set[tuple[int, int | None]]) -> str:
    person, new = transfer.person, transfer.new_unit
    if person.unit_id != transfer.old_unit_id:
        return f"{person.name}已不在{transfer.old_unit.name}，请驳回后重新发起。"
    if new is not None and new.status != Unit.Status.ACTIVE:
        return f"{new.name}已停用、合并或撤销，请驳回后另选单位。"
    if person.account_id is not None and (person.account_id, transfer.old_unit_id) in serving:
        return f"{person.name}还是{transfer.old_unit.name}的管理员，请先在“管理单位管理员”中移交并删除。"
    return ""


def notices(transfer: Transfer) -> list[str]:
    """What a reviewer should know: what waits, and what becomes of it."""
    told = list(obstacles([transfer]).values())
    waiting = transfer.person.declarations.filter(review__state="pending").count()
    if waiting:
        told.append(f"此人有 {waiting} 条学时申报待审核，{transfer.get_pending_display()}。")
    if transfer.leaves_on > clock.today():
        told.append(f"调出日期未到：各方通过后，{transfer.leaves_on:%Y-%m-%d} 生效。")
    return told


def approves(review: Review) -> str:
    """The manual's word for taking somebody on, and that for releasing whom the old unit keeps waiting."""
    if review.stops.filter(round=review.round, seq=review.passed, label=FORCED).exists():
        return FORCED
    return "确认调转" if Transfer.everywhere.filter(at_stage("in"), review=review).exists() else "通过"


TRANSFER = reviewed(
    Kind(
        key="transfer",
        label="人员调转审核",
        subject=Transfer,
        origins=("old_unit", "new_unit"),
        needs=Permission.TRANSFER_REVIEW,
        route=route,
        on_approved=actions.agree,
        on_rejected=actions.close,
        check=obstacles,
        about=lambda transfer: transfer.person.account_id,
        subject_name=lambda transfer: transfer.person.name,
        related=("person", "old_unit", "new_unit", "review", "correction"),
        columns=(
            Column("姓名", lambda row: row.person.name, "card-title nowrap"),
            Column("证件号码", lambda row: row.person.masked_document, "nowrap"),
            Column("办理环节", lambda row: row.state_name.removeprefix("待"), "nowrap"),
            Column("调转类型", lambda row: row.get_type_display()),
            Column("原单位", lambda row: row.old_unit.name),
            Column("新单位", lambda row: row.destination),
            Column("调出日期", lambda row: f"{row.leaves_on:%Y-%m-%d}", "nowrap"),
        ),
        filters=(
            Filter("stage", "办理环节", "", lambda scope: STAGES, at_stage),
            Filter("type", "调转类型", "type", lambda scope: CHOICES),
        ),
        search=("person__name", "person__document_key"),
        detail="transfers/_detail.html",
        reasons=("不是本单位人员", "调转材料不清晰", "与本单位没有聘用关系", "请先办理工作交接"),
        notices=notices,
        empty="没有待审核的人员调转",
        parent="人员调转",
        promise="调出审核通过后转给新单位；调入审核通过后，到调出日期即调入。",
        yes=approves,
        told=lambda transfer: filter(None, [transfer.person.account_id]),
        page=page_of,
        lapsed=stands_in,
        terms=(("调出审核", DAYS), ("调入审核", DAYS)),
    )
)
