"""Carrying an administrator's hats from one account of a person to the other, and back; for merging doubles."""

from typing import Any

from django.db import IntegrityError, transaction

from jijiao.accounts.models import Account, Hat
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal


@transaction.atomic
def carry_over(giving: Account, taking: Account, *, by: Actor) -> dict[str, Any]:
    """End the hats of `giving`, give `taking` the same posts; the manifest with which `carry_back` undoes it.

    Where both are administrators of one unit, `taking` keeps its own hat and becomes 超级管理员 if the other was.
    """
    held = list(
        Hat.everywhere.select_for_update(of=("self",))
        .filter(account=giving, ended_at__isnull=True)
        .select_related("unit", "role")
        .order_by("pk")
    )
    if any(hat.kind == Hat.Kind.OPERATOR for hat in held):
        raise Refusal("平台管理员的账号不能合并，请先结束其平台管理员身份")
    now = clock.now()
    Hat.everywhere.filter(pk__in=[hat.pk for hat in held]).update(ended_at=now)
    manifest: dict[str, Any] = {"ended": [hat.pk for hat in held], "created": [], "raised": []}
    for hat in held:
        own = Hat.everywhere.filter(account=taking, unit=hat.unit, kind=hat.kind, ended_at__isnull=True).first()
        if own is None:
            manifest["created"].append(_same_post(hat, taking).pk)
        elif hat.chief:
            manifest["raised"].append([own.pk, own.range, [each.pk for each in own.departments.all()]])
            own.chief, own.range = True, Hat.Range.SUBTREE
            own.save(update_fields=["chief", "range"])
            own.departments.clear()
    for hat in held:
        record(by, Tag.ADMINISTRATOR_DISMISS, on=hat, unit_id=hat.unit_id, account=giving.pk, carried_to=taking.pk)
    return manifest


def _same_post(hat: Hat, account: Account) -> Hat:
    names = ("kind", "unit", "department", "role", "range", "chief")
    made: Hat = Hat.everywhere.create(
        account=account, started_at=clock.now(), **{name: getattr(hat, name) for name in names}
    )
    made.departments.set(hat.departments.all())
    return made


@transaction.atomic
def carry_back(manifest: dict[str, Any], *, by: Actor) -> None:
    """Undo `carry_over`. Raises Refusal when the unit has appointed anew since."""
    Hat.everywhere.filter(pk__in=manifest["created"], ended_at__isnull=True).update(ended_at=clock.now())
    for pk, reach, departments in manifest["raised"]:
        own = Hat.everywhere.get(pk=pk)
        own.chief, own.range = False, reach
        own.save(update_fields=["chief", "range"])
        own.departments.set(departments)
    try:
        with transaction.atomic():
            Hat.everywhere.filter(pk__in=manifest["ended"]).update(ended_at=None)
    except IntegrityError as error:
        raise Refusal("单位在合并之后已重新任命管理员，不能撤销；请先与该单位核实") from error
    for hat in Hat.everywhere.filter(pk__in=manifest["ended"]).order_by("pk"):
        record(by, Tag.ADMINISTRATOR_APPOINT, on=hat, unit_id=hat.unit_id, account=hat.account_id, carried_back=True)
