"""Choosing a unit or a region in a form: what a search of the public directory found, and radios to pick from it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.db.models.functions import Length

from jijiao.lib.ids import row_id
from jijiao.lib.text import tidy
from jijiao.units.models import Region, Unit
from jijiao.units.queries import best, directory

FOUND = 20  # units offered by one search
SHORTEST = 2  # characters of a name worth searching


def regions() -> list[tuple[str, Any]]:
    """The province and its cities, each city a group with its districts; one query."""
    groups: list[tuple[str, Any]] = []
    members: dict[str, list[tuple[str, str]]] = {}
    cities: dict[str, str] = {}
    for region in Region.objects.order_by("code"):
        if region.parent_id is None:
            groups.append((region.code, region.name))
        elif region.code.endswith("00"):
            cities[region.code] = region.name
            members[region.code] = [(region.code, f"{region.name}（市级）")]
            groups.append((region.name, members[region.code]))
        else:
            # with its city: two districts may have one name, and the box shows the chosen one alone
            city = cities.get(region.parent_id, "")
            members.setdefault(region.parent_id, []).append((region.code, f"{city}{region.name}"))
    return groups


def units_for(kinds: Sequence[str], chosen: str, text: str, region: str = "") -> QuerySet[Unit]:
    """The unit chosen before (an id as text) and the units that `text` is likely to mean: a name, pinyin or a code."""
    found = [pk for pk in [row_id(chosen)] if pk]
    if len(tidy(text)) >= SHORTEST:
        found += best(directory(kinds=kinds, region=region), tidy(text), FOUND)
    return Unit.everywhere.filter(pk__in=found).select_related("region", "above").order_by(Length("name"), "path")


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One unit out of the whole directory: radios of what a search found and of what was chosen before."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.everywhere.none(), widget=forms.RadioSelect, empty_label=None, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Enough to tell units of one name apart: region, superior, the end of the code."""
        code = f"代码尾号 {obj.credit_code[-4:]}" if obj.credit_code else ""
        parts = [obj.region.name, obj.above.name if obj.above else "", code]
        return f"{obj.name}（{'，'.join(filter(None, parts))}）"
