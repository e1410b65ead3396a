"""A world that stands twice: in the product's database and in the model of `rights_model`; how rows are chosen."""

import random

from jijiao.accounts.models import Hat, Role
from jijiao.accounts.permissions import BY_UNIT_KIND, REVIEWS, WITHIN_DEPARTMENTS
from jijiao.accounts.posts import Post
from jijiao.accounts.roles import roles_for
from jijiao.administrators.tests.rights_model import HatFacts, Model, UnitFacts
from jijiao.people.models import Person
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Department, Unit


class World:
    """Starts from the cast, twelve people who may become administrators and a few units more."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.random, self.number = cast, random.Random(seed), 100
        self.model = Model({str(kind): frozenset(map(str, held)) for kind, held in BY_UNIT_KIND.items()},
                           frozenset(map(str, WITHIN_DEPARTMENTS)), frozenset(map(str, REVIEWS)))  # fmt: skip
        self.accounts = [make.account(f"管理员{n}") for n in range(12)]
        self.model.departments[cast.surgery.pk] = (cast.hospital.pk, None)
        for role in roles_for(cast.hospital):
            self.model.roles[role.pk] = frozenset(role.permissions)
        for unit in Unit.everywhere.order_by("pk"):
            self.take_unit(unit)
        for person in Person.everywhere.order_by("pk"):
            self.model.people[person.pk] = (person.unit_id, person.department_id)
        for hat in Hat.everywhere.filter(kind=Hat.Kind.ADMINISTRATOR):
            self.take_hat(hat)

    def any_unit(self, *kinds: str) -> Unit:
        chosen = [pk for pk, unit in self.model.units.items() if unit.kind in kinds and unit.in_use]
        return Unit.everywhere.get(pk=self.random.choice(chosen))

    def any_hat(self) -> Hat:
        return self.get_hat(self.random.choice(sorted(self.model.hats)))

    def get_hat(self, pk: int) -> Hat:
        return Hat.everywhere.select_related("account", "unit", "role").get(pk=pk)

    def some(self, unit: Unit | None) -> list[str]:
        offered = sorted(BY_UNIT_KIND[unit.kind]) if unit else []
        return self.random.sample(offered, self.random.randint(1, len(offered)))

    def any_role(self, unit: Unit | None) -> Role:
        return self.random.choice(list(roles_for(unit)) if unit else [])

    def any_post(self, unit: Unit | None) -> Post:
        rooms = list(Department.everywhere.filter(unit=unit, closed_at__isnull=True).order_by("pk"))
        kind = self.random.choice(Hat.Range.values)
        if kind == Hat.Range.DEPARTMENTS:
            return Post(self.any_role(unit), None, kind, tuple(rooms[: self.random.randint(1, 2)]))
        return Post(self.any_role(unit), None, kind)

    def take_unit(self, unit: Unit) -> None:
        self.model.units[unit.pk] = UnitFacts(unit.kind, unit.superior_id, unit.authority_id)

    def take_role(self, role: Role) -> None:
        self.model.roles[role.pk] = frozenset(role.permissions)

    def take_hat(self, hat: Hat) -> None:
        chosen = frozenset(hat.departments.values_list("pk", flat=True))
        self.model.hats[hat.pk] = HatFacts(hat.account_id, hat.unit_id or 0, hat.role_id, hat.chief, hat.range, chosen)
