"""Models that are closed without a scope: forgetting fails loudly instead of showing everything."""

from dataclasses import dataclass
from typing import Any, ClassVar, NoReturn, Self

from django.db import models
from django.db.models import Q

from jijiao.scoping.scope import Scope


class Unscoped(Exception):
    """A closed manager was asked for rows without saying for whom."""


@dataclass(frozen=True)
class ScopedBy:
    """Which columns say where a row lies: its path, the unit whose desk it is, the account it belongs to.

    `department` is the column of the 内设部门 a row belongs to. A model without one shows nothing to a scope that is
    limited to departments: what cannot be told apart is not shown.
    """

    path: str | None = None
    desk: str | None = None
    account: str | None = None
    department: str | None = None

    def seen(self, scope: Scope) -> Q:
        """Rows the scope sees; a scope that fits no column sees nothing."""
        condition = Q(pk__in=())
        if self.path and scope.sees_units:
            condition |= scope.seen(self.path) & self._of_departments(scope)
        return condition | self._own(scope)

    def held(self, scope: Scope) -> Q:
        """Rows at the scope's own desks, or its own rows."""
        condition = Q(pk__in=())
        if self.desk and scope.desks:
            condition |= Q(**{f"{self.desk}__in": scope.desks}) & self._of_departments(scope)
        return condition | self._own(scope)

    def _of_departments(self, scope: Scope) -> Q:
        if scope.departments is None:
            return Q()
        return Q(**{f"{self.department}__in": scope.departments}) if self.department else Q(pk__in=())

    def _own(self, scope: Scope) -> Q:
        if self.account and scope.account_id is not None:
            return Q(**{self.account: scope.account_id})
        return Q(pk__in=())


class ClosedManager(models.Manager[Any]):
    """`within` (seen) and `at_desks` (one's own) open it; everything else refuses."""

    # reached only through `within` and `at_desks`; the model keeps `everywhere` as its default manager
    def within(self, scope: Scope) -> models.QuerySet[Any]:
        return self.model.everywhere.filter(self.model.SCOPED.seen(scope))

    def at_desks(self, scope: Scope) -> models.QuerySet[Any]:
        return self.model.everywhere.filter(self.model.SCOPED.held(scope))

    def get_queryset(self) -> NoReturn:
        raise Unscoped(f"{self.model.__name__}.objects needs a scope: .within(scope) or .at_desks(scope)")


class ScopedModel(models.Model):
    """Base of every model whose rows belong to somebody."""

    SCOPED: ClassVar[ScopedBy] = ScopedBy()

    objects = ClosedManager()
    everywhere: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
        default_manager_name = "everywhere"
        base_manager_name = "everywhere"
