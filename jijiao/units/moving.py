"""更换上级: a unit with all that is below it goes under another, and every stored copy of its path with it."""

from collections.abc import Iterable

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.scoping.fields import PathField
from jijiao.scoping.scope import subtree
from jijiao.units.models import Guest, Unit
from jijiao.units.queries import DEEPEST, STEP

TREE_LOCK = 7_370_001  # any number that nothing else takes
CHUNK = 500


@transaction.atomic
def move(unit: Unit, *, superior: Unit | None, authority: Unit | None, by: Actor) -> Unit:
    """Put the unit under `superior`, else under its 人社 department `authority`; returns it as it is then.

    Paths of the subtree and their copies in every table, and the second lines of sight, are those of the new place.
    Open reviews are for `reviews.redirect`. Raises Refusal for a circle, an inactive superior, too deep a tree.
    """
    lock_tree()
    held = Unit.everywhere.select_related("above").get(pk=unit.pk)
    above = superior or authority
    if above is None:
        raise Refusal("单位必须有主管部门或同级人社部门", field="superior")
    above = Unit.everywhere.get(pk=above.pk)
    _check(held, above)
    old, new = held.path or "", f"{above.path}{(held.path or '')[-STEP:]}"
    before = held.above_id
    Unit.everywhere.filter(pk=held.pk).update(superior=superior, authority=authority, above=above)
    if old != new:
        _rewrite(old, new)
    held.refresh_from_db()
    redraw_guests(new)
    record(by, Tag.UNIT_MOVE, on=held, unit_id=held.pk, before=before, above=above.pk)
    return held


def lock_tree(*, shared: bool = False) -> None:
    """One change of the tree at a time until the transaction ends; `shared`: it stays as it is until then.

    Taken before any lock on rows, so that nobody waits in a circle. SQLite needs no lock: its transactions are
    IMMEDIATE, so there is one writer at a time.
    """
    if connection.vendor == "postgresql":
        verb = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {verb}(%s)", [TREE_LOCK])


def _check(unit: Unit, above: Unit) -> None:
    if (above.path or "").startswith(unit.path or "-"):
        raise Refusal(f"“{above.name}”是本单位或它的下级，不能选为上级", field="superior")
    if above.status != Unit.Status.ACTIVE:
        raise Refusal(f"“{above.name}”{above.get_status_display()}，不能选为上级", field="superior")
    lowest = Unit.everywhere.filter(subtree("path", unit.path or "-")).order_by(models.functions.Length("path").desc())
    deepest = len(lowest.values_list("path", flat=True)[0] or "") - len(unit.path or "") + len(above.path or "") + STEP
    if deepest > DEEPEST:
        raise Refusal(f"单位层级最多 {DEEPEST // STEP} 级，移到“{above.name}”之下会超过", field="superior")


def _rewrite(old: str, new: str) -> None:
    """Every stored path at or below `old` begins with `new`. Whoever copies a path holds its unit: wait for them."""
    list(Unit.everywhere.select_for_update().filter(subtree("path", old)).order_by("pk").values_list("pk"))
    for model, field in stored_paths():
        moved = Concat(Value(new), Substr(F(field), len(old) + 1), output_field=PathField())
        model._base_manager.filter(subtree(field, old)).update(**{field: moved})


def stored_paths() -> Iterable[tuple[type[models.Model], str]]:
    """Every column that holds a path, in whatever app: nothing above needs to be known here."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, PathField):
                yield model, field.name


def redraw_guests(path: str) -> None:
    """The second lines of sight of a subtree: authorities of a unit's region that are not above it in the tree."""
    units = list(Unit.everywhere.filter(subtree("path", path)).values_list("pk", "path", "authority_id"))
    chains: dict[int | None, list[tuple[int, str]]] = {None: []}
    wanted = {
        (authority, pk)
        for pk, lies, first in units
        for authority, above in _chain(first, chains)
        if not (lies or "").startswith(above)
    }
    ids = [pk for pk, _, _ in units]
    for start in range(0, len(ids), CHUNK):
        part = set(ids[start : start + CHUNK])
        present = set(Guest.objects.filter(unit__in=part).values_list("authority_id", "unit_id"))
        right = {pair for pair in wanted if pair[1] in part}
        for authority, unit in present - right:
            Guest.objects.filter(authority_id=authority, unit_id=unit).delete()
        Guest.objects.bulk_create(Guest(authority_id=authority, unit_id=unit) for authority, unit in right - present)


def _chain(first: int | None, known: dict[int | None, list[tuple[int, str]]]) -> list[tuple[int, str]]:
    """An authority and those above it, each with its path."""
    if first not in known:
        unit = Unit.everywhere.get(pk=first or 0)
        known[first] = [(unit.pk, unit.path or ""), *_chain(unit.above_id, known)]
    return known[first]
