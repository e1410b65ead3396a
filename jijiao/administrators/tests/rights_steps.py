"""The random steps, each done in the product and then in the model; a refused one changes neither."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from jijiao.accounts import posts, roles
from jijiao.accounts.models import Hat, Role, Substitution
from jijiao.accounts.posts import Post
from jijiao.accounts.substitutes import end_substitution
from jijiao.administrators.actions import edit_role, name_substitute, role_print
from jijiao.administrators.tests.rights_tree import TreeSteps, done
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.people.models import Person
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units import departments
from jijiao.units.models import Department

LOANS = 5  # kept running


class Steps(TreeSteps):
    """What may happen next."""

    def __init__(self, cast: Cast, seed: int) -> None:
        super().__init__(cast, seed)
        for _ in range(4):
            self.found()
        for _ in range(8):
            self.open_department()
            self.add_role()
            self.appoint()
            self.enrol()

    @property
    def steps(self) -> list[Callable[[], None]]:
        return [
            self.relocate, self.merge, self.change, self.change, self.edit_role, self.hand_over, self.dismiss,
            self.appoint, self.appoint, self.suspend, self.transfer, self.nest, self.lend, self.end_loan, self.found,
        ]  # fmt: skip

    def step(self) -> str:
        chosen = self.random.choice(self.steps)
        chosen()
        return chosen.__name__

    # -- people and departments

    def enrol(self) -> None:
        person = make.person(self.any_unit("employer"), "随机人员")
        self.model.people[person.pk] = (person.unit_id, None)

    def transfer(self) -> None:
        """Somebody changes unit and department."""
        pk, unit = self.random.choice(sorted(self.model.people)), self.any_unit("employer")
        rooms = [None, *(each for each, (at, _) in self.model.departments.items() if at == unit.pk)]
        room = self.random.choice(rooms)
        Person.everywhere.filter(pk=pk).update(unit=unit, unit_path=unit.path, department_id=room)
        self.model.people[pk] = (unit.pk, room)

    def open_department(self) -> None:
        self.number += 1
        made = make.department(self.any_unit("employer"), f"部门{self.number}")
        self.model.departments[made.pk] = (made.unit_id, None)

    def nest(self) -> None:
        """A department goes under another of its unit, or to the top."""
        pk, (unit, _) = self.random.choice(sorted(self.model.departments.items()))
        others = [None, *(each for each, (at, _) in self.model.departments.items() if at == unit)]
        parent = Department.everywhere.filter(pk=self.random.choice(others) or 0).first()
        if done(lambda: departments.move(Department.everywhere.get(pk=pk), parent, by=SYSTEM)):
            self.model.departments[pk] = (unit, parent.pk if parent else None)

    # -- administrators

    def add_role(self) -> None:
        self.number += 1
        unit = self.any_unit("employer")
        self.take_role(roles.add_role(unit, name=f"角色{self.number}", permissions=self.some(unit), by=SYSTEM))

    def edit_role(self) -> None:
        own = list(Role.everywhere.filter(unit__isnull=False).select_related("unit").order_by("pk"))
        role = self.random.choice(own)
        fellows = [pk for pk, hat in sorted(self.model.hats.items()) if hat.unit == role.unit_id]
        if not fellows:
            return
        by, wanted = self.get_hat(self.random.choice(fellows)), self.some(role.unit)
        allowed = self.model.may_edit_role(by.pk, role.pk, frozenset(wanted))
        words = {"name": role.name, "note": role.note, "seen": role_print(role)}
        if self.allowed(allowed, lambda: edit_role(role, permissions=wanted, by=by, **words)):
            self.take_role(Role.everywhere.get(pk=role.pk))

    def appoint(self) -> None:
        unit, account = self.any_unit("authority", "bureau", "employer", "base"), self.random.choice(self.accounts)
        if self.random.random() < 0.5:  # half of them beside somebody
            unit = self.any_hat().unit or unit
        chief = not any(hat.chief for hat in self.model.hats.values() if hat.unit == unit.pk)
        post = Post(self.any_role(unit)) if chief else self.any_post(unit)
        made: list[Hat] = []
        if done(lambda: made.append(posts.appoint(account, unit, chief=chief, by=SYSTEM, **vars(post)))):
            self.take_hat(made[0])

    def change(self) -> None:
        hat = self.any_hat()
        post = self.any_post(hat.unit)
        if done(lambda: posts.change_role(hat, post, by=SYSTEM)):
            self.take_hat(Hat.everywhere.get(pk=hat.pk))

    def hand_over(self) -> None:
        hat = self.any_hat()
        former = next((pk for pk, each in self.model.hats.items() if each.unit == hat.unit_id and each.chief), None)
        posts.make_chief(hat, former_role=self.any_role(hat.unit), by=SYSTEM)
        for pk in filter(None, (former, hat.pk)):
            self.take_hat(Hat.everywhere.get(pk=pk))

    def dismiss(self) -> None:
        hat = self.any_hat()
        if done(lambda: posts.dismiss(hat, by=SYSTEM)):
            assert not self.model.hats[hat.pk].chief, "the last chief was dismissed"
            del self.model.hats[hat.pk]

    def lend(self) -> None:
        """Somebody names a fellow for one who reviews; who may not, and who cannot take it, is refused."""
        reviewers = [pk for pk in sorted(self.model.hats) if self.model.own_right(pk) & self.model.reviews]
        if not reviewers:
            return
        absent = self.get_hat(self.random.choice(reviewers))
        fellows = [pk for pk, hat in sorted(self.model.hats.items()) if hat.unit == absent.unit_id]
        deputy = self.get_hat(self.random.choice(fellows))
        held = sorted(self.model.own_right(absent.pk) & self.model.reviews)
        kinds = self.random.sample(held, self.random.randint(1, len(held)))
        by = self.get_hat(self.random.choice([absent.pk, *fellows]))
        now, made = clock.now(), list[Substitution]()
        days: dict[str, Any] = {"starts_at": now, "ends_at": now + timedelta(days=9), "by": by}
        allowed = self.model.may_lend(by.pk, absent.pk, deputy.pk, frozenset(kinds))
        if self.allowed(allowed, lambda: made.append(name_substitute(absent, deputy, permissions=kinds, **days))):
            self.model.lent[made[0].pk] = (absent.pk, deputy.pk, frozenset(kinds))

    def end_loan(self) -> None:
        if len(self.model.lent) > LOANS:
            pk = self.random.choice(sorted(self.model.lent))
            end_substitution(Substitution.everywhere.select_related("absent").get(pk=pk), by=SYSTEM)
            del self.model.lent[pk]
