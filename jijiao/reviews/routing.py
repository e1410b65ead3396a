"""From a kind's halts to the desks that can really decide (四眼): who is excluded makes it climb to the superior."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from jijiao.accounts.models import Hat
from jijiao.reviews.kinds import Halt
from jijiao.units.models import Unit

BY_SUPERIOR = "上级代审"


class Router:
    """Settles halts for one permission; it remembers who decides at each unit, so that a batch asks once.

    `terms` are the working days that the platform gives the desks, by label, where it says other than the kind.
    """

    def __init__(self, needs: str, terms: Mapping[str, int] | None = None) -> None:
        self.needs = needs
        self.terms = terms or {}
        self._deciders: dict[int, frozenset[int]] = {}

    def desks(self, halts: Sequence[Halt], *, submitter: int | None, about: int | None) -> list[Halt]:
        """Each halt at its own unit, or at the nearest unit above it where somebody else may decide.

        Neither the submitting account nor the one it is `about` decides. With nobody anywhere above, the halt stays
        where the kind put it, for the administrator who comes later.
        """
        excluded = {submitter, about} - {None}
        return [self._settle(self._limited(halt), excluded, about) for halt in halts]

    def _limited(self, halt: Halt) -> Halt:
        """The halt with the days that the platform gives its desk."""
        return replace(halt, days=self.terms.get(halt.label, halt.days)) if halt.days else halt

    def _settle(self, halt: Halt, excluded: set[int | None], about: int | None) -> Halt:
        if halt.alone:
            halt = replace(halt, alone=self._at(halt.unit) <= excluded and bool(self._at(halt.unit) - {about}))
        if halt.alone:
            return halt
        unit: Unit | None = halt.unit
        while unit is not None:
            if self._at(unit) - excluded:
                return halt if unit == halt.unit else self._climbed(halt, unit)
            unit = unit.above
        return halt

    @staticmethod
    def _climbed(halt: Halt, unit: Unit) -> Halt:
        """The same halt at a superior's desk; that of its stand-in needs no limit."""
        if unit == halt.stand_in:
            return Halt(unit, BY_SUPERIOR)
        return replace(halt, unit=unit, label=BY_SUPERIOR)

    def _at(self, unit: Unit) -> frozenset[int]:
        # a deputy (代理) decides what is a colleague's: no desk counts twice for that
        if unit.pk not in self._deciders:
            hats = Hat.everywhere.filter(unit=unit, ended_at__isnull=True).select_related("role", "unit")
            self._deciders[unit.pk] = frozenset(hat.account_id for hat in hats if self.needs in hat.standing)
        return self._deciders[unit.pk]
