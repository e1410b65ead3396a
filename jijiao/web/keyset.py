"""Going on after a known row: what page numbers cost too much for (page 5,000 would read 50,000 rows)."""

from typing import Any

from django.db.models import Q, QuerySet


def reversed_order(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Each field the other way round."""
    return tuple(field.removeprefix("-") if field.startswith("-") else f"-{field}" for field in fields)


def after(ordered: QuerySet[Any], pk: int, fields: tuple[str, ...]) -> QuerySet[Any]:
    """The rows behind row `pk` in the order of `fields` (columns that are never null); none when the row is gone."""
    names = [field.removeprefix("-") for field in fields]
    values = ordered.order_by().filter(pk=pk).values_list(*names).first()
    if values is None:
        return ordered.none()
    behind, same = Q(), Q()
    for field, name, value in zip(fields, names, values, strict=True):
        compare = "lt" if field.startswith("-") else "gt"
        behind |= same & Q(**{f"{name}__{compare}": value})
        same &= Q(**{name: value})
    return ordered.filter(behind)
