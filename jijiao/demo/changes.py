"""修改个人信息 of the demonstration: asked for by the person, decided by the unit or still waiting."""

from django.core.files.base import ContentFile

from jijiao.accounts.models import Hat
from jijiao.attachments.actions import keep
from jijiao.demo.invented import paper
from jijiao.demo.units import decided
from jijiao.people.models import Person
from jijiao.person_changes.actions import Wish, amend
from jijiao.person_changes.facts import values_of, version_of


def asks_for(technician: Hat, person: Person, reviewer: Hat | None, **changes: str) -> None:
    """One wish with a proof; approved when a reviewer is given."""
    held = Person.everywhere.get(pk=person.pk)
    proof = keep(ContentFile(paper(222), name="证书.bmp"), by=technician)
    wish = Wish(answers=values_of(held) | changes, base=version_of(held), reason="与证书不一致", proofs=(proof.ref,))
    for change in amend(held, wish, by=technician).asked:
        if reviewer:
            decided(change, reviewer)
