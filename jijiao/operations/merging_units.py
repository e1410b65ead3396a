"""合并重复单位: what `subordinates` does for a superior, for two units of the platform; undone within 30 days."""

from django.db import transaction

from jijiao.accounts.models import Hat
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.operations.models import Merge, Provisional
from jijiao.subordinates import merging, restoring
from jijiao.subordinates.models import StatusChange
from jijiao.units.models import Unit


@transaction.atomic
def merge_units(kept: Unit, gone: Unit, *, reason: str, by: Hat) -> Merge:
    """Make `gone` part of `kept`. Raises Refusal with the first problem of the preview.

    A unit founded without a code needs none any more once it is part of another.
    """
    change = merging.merge(gone, kept, reason=reason, by=by)
    provisional = Provisional.objects.filter(unit=gone, completed_at__isnull=True)
    manifest = {"change": change.pk, "provisional": provisional.update(completed_at=clock.now())}
    merge: Merge = Merge.everywhere.create(
        kind=Merge.Kind.UNIT, kept_unit=kept, gone_unit=gone, reason=reason, manifest=manifest, by=by, at=clock.now()
    )
    for unit, note in ((kept, "保留"), (gone, "并入")):
        record(by, Tag.MERGE_DO, on=unit, unit_id=unit.pk, merge=merge.pk, part=note, reason=reason)
    return merge


def obstacles(merge: Merge) -> list[str]:
    """Why the merge cannot be undone any more; empty while nothing rests on it."""
    if merge.undone_at:
        return ["该合并已经撤销"]
    found = []
    if clock.now() > merge.undoable_until:
        found.append("合并已超过 30 天")
    if merge.kept_unit is None or merge.kept_unit.status in (Unit.Status.MERGED, Unit.Status.CLOSED):
        found.append("保留的单位后来又合并或撤销")
    if StatusChange.everywhere.filter(pk=merge.manifest["change"], undone_at__isnull=False).exists():
        found.append("该单位已由其主管部门恢复")
    return found


@transaction.atomic
def undo_units(merge: Merge, *, by: Hat) -> None:
    """Put the unit back into use with what moved and is still where it went."""
    held = Merge.everywhere.select_for_update(of=("self",)).get(pk=merge.pk)
    for obstacle in obstacles(held):
        raise Refusal(f"不能撤销：{obstacle}")
    change = StatusChange.everywhere.get(pk=held.manifest["change"])
    restoring.restore(change, reason=f"撤销合并：{held.reason}"[:200], by=by)
    if held.manifest["provisional"]:
        Provisional.objects.filter(unit=held.gone_unit).update(completed_at=None)
    held.undone_at, held.undone_by = clock.now(), by
    held.save(update_fields=["undone_at", "undone_by"])
    for unit in (held.kept_unit, held.gone_unit):
        record(by, Tag.MERGE_UNDO, on=unit, merge=held.pk)
