"""What units of the demonstration want changed of themselves: in force, approved, rejected, waiting."""

from django.core.files.base import ContentFile

from jijiao.accounts.models import Hat
from jijiao.attachments.actions import keep
from jijiao.changes.actions import Amendment, amend, ask_superior
from jijiao.changes.facts import values_of
from jijiao.demo.invented import paper
from jijiao.demo.units import decided
from jijiao.units.models import Unit


def amends(administrator: Hat, reason: str, reviewer: Hat | None = None, *, refused: str = "", **facts: str) -> None:
    """修改信息 with a proof: approved by the reviewer, rejected with the sentence `refused`, or still waiting."""
    unit = _unit_of(administrator)
    present = values_of(unit)
    proof = keep(ContentFile(paper(218), name="变更批文.bmp"), by=administrator)
    wish = Amendment(facts=present | facts, base=present, reason=reason, proofs=(proof.ref,))
    change = amend(unit, wish, by=administrator).asked
    if change is not None and reviewer is not None:
        decided(change, reviewer, approve=not refused, note=refused)


def wants_superior(administrator: Hat, superior: Unit, reason: str) -> None:
    """更换上级部门, waiting for the old superior."""
    ask_superior(_unit_of(administrator), superior, reason=reason, by=administrator)


def _unit_of(hat: Hat) -> Unit:
    return Unit.everywhere.get(pk=hat.unit_id or 0)
