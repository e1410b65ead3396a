"""办理期限: the working days of each step's desks, as the platform set them; what is on its way keeps its days."""

from collections.abc import Mapping

from django.db import transaction

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.reviews.kinds import KINDS, Kind
from jijiao.reviews.models import LONGEST_TERM, Term

Step = tuple[str, str]  # the kind's key, the label of the halt


def terms_of(kind: Kind) -> dict[str, int]:
    """By label, the days that the platform gives; none where it leaves them to the kind. One query at most."""
    return dict(Term.objects.filter(kind=kind.key).values_list("label", "days")) if kind.terms else {}


def present_terms() -> dict[Step, int]:
    """Every step with a limit and the days it has now, in the order of the registry."""
    built_in = {(kind.key, label): days for kind in KINDS.values() for label, days in kind.terms}
    own = {(term.kind, term.label): term.days for term in Term.objects.all()}
    return {step: own.get(step, days) for step, days in built_in.items()}


@transaction.atomic
def set_terms(wanted: Mapping[Step, int], *, by: Actor) -> int:
    """Give steps other days; returns how many changed. They count from the next request that sets out."""
    present = present_terms()
    changed = {step: days for step, days in wanted.items() if present[step] != days}
    for (kind, label), days in changed.items():
        if not 1 <= days <= LONGEST_TERM:
            raise Refusal(f"办理期限是 1 至 {LONGEST_TERM} 个工作日")
        Term.objects.update_or_create(kind=kind, label=label, defaults={"days": days})
        record(by, Tag.TERM_SET, kind=kind, label=label, before=present[kind, label], after=days)
    return len(changed)
