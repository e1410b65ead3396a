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
    """Which columns say where a row lies: its path, the unit whose desk it is, the account it belongs to."""

    path: str | None = None
    desk: str | None = None
    account: str | None = None

    def seen(self, scope: Scope) -> Q:
        """Rows the scope sees; a scope that fits no column sees nothing."""
        condition = Q(pk__in=())
        if self.path and scope.paths:
            condition |= scope.seen(self.path)
        if self.account and scope.account_id is not None:
            condition |= Q(**{self.account: scope.account_id})
        return condition

    def held(self, scope: Scope) -> Q:
        """Rows at the scope's own desks, or its own rows."""
        condition = Q(pk__in=())
        if self.desk and scope.desks:
            condition |= Q(**{f"{self.desk}__in": scope.desks})
        if self.account and scope.account_id is not None:
            condition |= Q(**{self.account: scope.account_id})
        return condition


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
