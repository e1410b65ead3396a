"""Whether a unit's credit code goes with its region and nature, in words that name places."""

from jijiao.lib import credit_code
from jijiao.units.models import Region


def contradictions(code: str, *, nature: str, region: str) -> list[str]:
    """A sentence for each choice that does not go with the code; the licence may say so all the same."""
    return credit_code.contradictions(code, nature=nature, region=region, called=region_called)


def region_called(code: str) -> str:
    """济南市历下区（370102）; a code that no division of the reference data has stays alone."""
    region = Region.objects.filter(code=code).select_related("parent__parent").first()
    if region is None:
        return code
    city = region.parent.name if region.parent and region.parent.parent else ""
    return f"{city}{region.name}（{code}）"
