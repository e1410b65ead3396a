"""Comparing what is stored about the tree with what the tree says: paths, their copies, second lines of sight."""

from collections.abc import Iterator

from django.db.models import F

from jijiao.lib.base36 import to_base36
from jijiao.units.models import Guest, Unit
from jijiao.units.moving import stored_paths


def tree_differences() -> Iterator[str]:
    """One line for each path, copy of a path or Guest that is not what it should be; nothing when all is right."""
    yield from _wrong_paths()
    for model, field in stored_paths():
        if model is not Unit:
            home = field.removesuffix("_path")
            stale = model._base_manager.filter(**{f"{home}__isnull": False}).exclude(**{field: F(f"{home}__path")})
            yield from (
                f"{model._meta.label} {pk}: its copy of the unit's path is stale"
                for pk in stale.values_list("pk", flat=True)
            )


def _wrong_paths() -> Iterator[str]:
    rows = list(Unit.everywhere.values_list("pk", "path", "above_id", "superior_id", "authority_id"))
    above: dict[int, int | None] = {pk: over for pk, _, over, _, _ in rows}
    stored = {pk: path or "" for pk, path, _, _, _ in rows}
    first: dict[int, int | None] = {pk: authority for pk, _, _, _, authority in rows}
    right = {pk: _path(pk, above) for pk in above}
    for pk, _, over, superior, authority in rows:
        if over != (superior or authority):
            yield f"unit {pk}: lies under {over}, not under its superior or authority"
        if stored[pk] != right[pk]:
            yield f"unit {pk}: its path is stale"
    due = {
        (over, pk)
        for pk in above
        for over in _line(first[pk], above)
        if not right[pk].startswith(right[over])
    }  # fmt: skip
    kept = set(Guest.objects.values_list("authority_id", "unit_id"))
    yield from (f"unit {unit}: authority {over} sees it and should not" for over, unit in sorted(kept - due))
    yield from (f"unit {unit}: authority {over} does not see it and should" for over, unit in sorted(due - kept))


def _path(pk: int, above: dict[int, int | None]) -> str:
    return "".join(to_base36(each) for each in reversed(list(_line(pk, above))))


def _line(pk: int | None, above: dict[int, int | None]) -> Iterator[int]:
    """A unit and those above it, bottom up. Raises ValueError for a circle."""
    seen: set[int] = set()
    while pk is not None:
        if pk in seen:
            raise ValueError(f"the tree has a circle through unit {pk}")
        seen.add(pk)
        yield pk
        pk = above[pk]
