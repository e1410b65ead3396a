"""An independent model of who may do and see what: plain dictionaries, walked upwards; no paths, no queries.

It knows the rules of the domain only: the kind of unit, the role, the 数据范围, the two lines upwards, 审核代理.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class UnitFacts:
    kind: str
    superior: int | None
    authority: int | None
    status: str = "active"

    @property
    def above(self) -> int | None:
        return self.superior or self.authority

    @property
    def active(self) -> bool:
        return self.status == "active"

    @property
    def in_use(self) -> bool:
        return self.status in ("active", "suspended")


@dataclass
class HatFacts:
    account: int
    unit: int
    role: int | None
    chief: bool = False
    range: str = "subtree"
    departments: frozenset[int] = frozenset()


@dataclass
class Model:
    """`offered`: permissions by kind of unit; `within`: those a department-limited hat keeps; `reviews`: those lent."""

    offered: dict[str, frozenset[str]]
    within: frozenset[str]
    reviews: frozenset[str]
    units: dict[int, UnitFacts] = field(default_factory=dict)
    roles: dict[int, frozenset[str]] = field(default_factory=dict)
    hats: dict[int, HatFacts] = field(default_factory=dict)
    people: dict[int, tuple[int, int | None]] = field(default_factory=dict)  # unit, department
    departments: dict[int, tuple[int, int | None]] = field(default_factory=dict)  # unit, parent
    lent: dict[int, tuple[int, int, frozenset[str]]] = field(default_factory=dict)  # absent, deputy, kinds

    def may(self, pk: int) -> frozenset[str]:
        """What the hat may do: in its own right, and what colleagues lent it."""
        own, hat = self.own_right(pk), self.hats[pk]
        if hat.chief or hat.range == "departments":
            return own
        for absent, deputy, kinds in self.lent.values():
            if deputy == pk and absent in self.hats:
                own |= self.own_right(absent) & self.reviews & kinds
        return own

    def own_right(self, pk: int) -> frozenset[str]:
        hat = self.hats[pk]
        unit = self.units[hat.unit]
        if not unit.active:
            return frozenset()
        if hat.chief:
            return self.offered[unit.kind]
        given = self.offered[unit.kind] & self.roles[hat.role or 0]
        return given & self.within if hat.range == "departments" else given

    def may_lend(self, by: int, absent: int, deputy: int, kinds: frozenset[str]) -> bool:
        """审核代理: the absent one names a deputy, the chief does, or a manager who holds it all; nobody themselves."""
        if by == absent:
            return True
        actor, away = self.hats[by], self.hats[absent]
        if actor.account == self.hats[deputy].account or actor.unit != away.unit:
            return False
        if "administrators.manage" not in self.may(by):
            return False
        return actor.chief or (kinds <= self.own_right(by) and self.is_as_wide(by, absent))

    def may_edit_role(self, by: int, role: int, wanted: frozenset[str]) -> bool:
        """Who has the right and all that the role gives and will give, and sees as much as whoever holds it."""
        unit = self.hats[by].unit
        own, given = self.own_right(by), self.offered[self.units[unit].kind] & (self.roles[role] | wanted)
        holders = [pk for pk, hat in self.hats.items() if hat.role == role and not hat.chief]
        return "roles.manage" in self.may(by) and given <= own and all(self.is_as_wide(by, pk) for pk in holders)

    def is_as_wide(self, by: int, other: int) -> bool:
        """Whether the 数据范围 of one is at least that of the other."""
        order = ("departments", "unit", "subtree")
        return order.index(self.hats[by].range) >= order.index(self.hats[other].range)

    def oversight(self) -> dict[int, set[int]]:
        """By unit, the units it stands above in either line, itself included."""
        found: dict[int, set[int]] = {unit: set() for unit in self.units}
        for unit in self.units:
            for viewer in self._overseers(unit):
                found[viewer].add(unit)
        return found

    def sees_units(self, pk: int, oversight: dict[int, set[int]]) -> set[int]:
        """Units whose rows the hat sees as wholes."""
        hat = self.hats[pk]
        if hat.range == "departments":
            return set()
        return {hat.unit} if hat.range == "unit" else oversight[hat.unit]

    def sees_people(self, pk: int, oversight: dict[int, set[int]]) -> set[int]:
        hat = self.hats[pk]
        if hat.range == "departments":
            return {
                person for person, (unit, place) in self.people.items() if unit == hat.unit and self._in(hat, place)
            }
        seen = self.sees_units(pk, oversight)
        return {person for person, (unit, _) in self.people.items() if unit in seen}

    def acts_for(self, pk: int, seen: set[int]) -> set[int]:
        """Of the people it sees those in whose name the hat's unit acts: its own."""
        return {person for person in seen if self.people[person][0] == self.hats[pk].unit}

    def would_circle(self, unit: int, above: int) -> bool:
        return unit in [above, *self._ancestors(above)]

    def _overseers(self, unit: int) -> set[int]:
        """By the first line, what lies above it, or the second: the 人社 departments of a unit or of one above it."""
        line = [unit, *self._ancestors(unit)]
        return {*line, *(viewer for each in line for viewer in self._authorities(each))}

    def _ancestors(self, unit: int) -> Iterator[int]:
        above = self.units[unit].above
        while above is not None:
            yield above
            above = self.units[above].above

    def _authorities(self, unit: int) -> list[int]:
        first = self.units[unit].authority
        return [] if first is None else [first, *self._ancestors(first)]

    def _in(self, hat: HatFacts, place: int | None) -> bool:
        while place is not None:
            if place in hat.departments:
                return True
            place = self.departments[place][1]
        return False
