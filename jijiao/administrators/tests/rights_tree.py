"""Random steps of the tree, and how a step is done: in the product and then in the model; refused, in neither."""

from collections.abc import Callable

from jijiao.administrators.granting import NotYoursToGive
from jijiao.administrators.tests.rights_world import World
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.subordinates.merging import merge
from jijiao.testing import make
from jijiao.units.models import Unit
from jijiao.units.moving import move

SIZE = 12  # units below the departments in charge


class TreeSteps(World):
    """Units are founded, moved, merged, suspended."""

    def found(self) -> None:
        low = [pk for pk, unit in self.model.units.items() if unit.kind in ("employer", "base") and unit.active]
        if len(low) >= SIZE:
            return
        self.number += 1
        superior = self.any_unit("bureau", "employer") if self.random.random() < 0.6 else None
        region = self.random.choice(["370100", "370102", "370200"])
        authority = self.any_unit("authority")
        self.take_unit(make.unit(f"随机单位{self.number}", "employer", region, superior=superior, authority=authority))

    def relocate(self) -> None:
        unit, authority = self.any_unit("bureau", "employer", "base"), self.any_unit("authority")
        superior = self.any_unit("bureau", "employer") if self.random.random() < 0.6 else None
        above = superior or authority
        refused = self.model.would_circle(unit.pk, above.pk) or not self.model.units[above.pk].active
        if done(lambda: move(unit, superior=superior, authority=authority, by=SYSTEM)):
            assert not refused, "a circle was let through"
            facts = self.model.units[unit.pk]
            facts.superior, facts.authority = superior.pk if superior else None, authority.pk

    def merge(self) -> None:
        unit, into = self.any_unit("employer"), self.any_unit("employer")
        if not done(lambda: merge(unit, into, reason="机构改革", by=SYSTEM)):
            return
        facts = self.model.units
        facts[unit.pk].status = "merged"
        for pk, below in facts.items():
            if below.above == unit.pk and pk != unit.pk and below.in_use:
                below.superior, below.authority = into.pk, below.authority or facts[unit.pk].authority
        self.model.people = {
            pk: (into.pk if at == unit.pk else at, room) for pk, (at, room) in self.model.people.items()
        }
        self.model.departments = {
            pk: (into.pk if at == unit.pk else at, parent) for pk, (at, parent) in self.model.departments.items()
        }
        self.model.hats = {pk: hat for pk, hat in self.model.hats.items() if hat.unit != unit.pk}

    def suspend(self) -> None:
        unit = self.any_unit("employer")
        facts = self.model.units[unit.pk]
        facts.status = "suspended" if facts.active else "active"
        Unit.everywhere.filter(pk=unit.pk).update(status=facts.status)

    def allowed(self, model_says: bool, act: Callable[[], object]) -> bool:
        """Whether the product did it; what the model forbids it never does, what that allows is refused otherwise."""
        try:
            act()
        except NotYoursToGive:
            assert not model_says, "refused what the model allows"
            return False
        except Refusal:
            return False
        assert model_says, "let through what the model forbids"
        return True


def done(act: Callable[[], object]) -> bool:
    """Whether the product did it."""
    try:
        act()
    except Refusal:
        return False
    return True
