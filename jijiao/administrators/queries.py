"""Readings of 管理单位管理员: the list, the matrix of a role, who stands in for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When

from jijiao.accounts.models import Account, Hat, Role, Substitution
from jijiao.accounts.permissions import BY_UNIT_KIND, GROUPS, NAMES, REVIEWS, Permission
from jijiao.accounts.roles import roles_for
from jijiao.administrators.forms import review_names
from jijiao.administrators.granting import WIDTH, may_give
from jijiao.administrators.models import Invitation
from jijiao.lib import clock
from jijiao.scoping.scope import Scope

# 添加方式 in short, as the list has it
WAYS = {"choose": "选择", "register": "注册", "add": "添加"}
AT_ONCE = timedelta(minutes=1)
SHOWN_FOR = timedelta(days=30)  # invitations that nobody took


def administrators(scope: Scope) -> QuerySet[Hat]:
    """Those of the scope's own unit, former ones included."""
    rows: QuerySet[Hat] = Hat.objects.at_desks(scope).filter(kind=Hat.Kind.ADMINISTRATOR)
    return rows


def dressed(rows: QuerySet[Hat]) -> QuerySet[Hat]:
    """With what a line of the list says: `way` is the 添加方式."""
    rows = rows.select_related("account", "unit", "role", "department").prefetch_related("departments")
    asked = Invitation.everywhere.filter(hat=OuterRef("pk")).order_by("-pk").values("way")[:1]
    # who came with the unit was named in its registration, or by whoever founded it
    founding = Q(started_at__lt=F("unit__founded_at") + AT_ONCE)
    known = [When(asked=way, then=Value(words)) for way, words in WAYS.items()]
    return rows.annotate(asked=Subquery(asked)).annotate(
        way=Case(*known, When(founding, then=Value("随单位建立")), default=Value("上级指定"), output_field=CharField())
    )


def colleagues(hat: Hat) -> list[Hat]:
    """The administrators of the hat's unit who are in office, itself included."""
    rows = Hat.everywhere.filter(unit_id=hat.unit_id or 0, ended_at__isnull=True, kind=Hat.Kind.ADMINISTRATOR)
    return list(rows.select_related("account", "unit", "role").order_by("pk"))


@dataclass(frozen=True)
class Tick:
    """One permission in the matrix; `locked` when the actor does not hold it and so cannot grant it."""

    permission: Permission
    name: str
    on: bool
    locked: bool


@dataclass(frozen=True)
class Module:
    """One line of the matrix: a group of the menu and its functions."""

    name: str
    ticks: Sequence[Tick]


def matrix(by: Hat, given: Iterable[str]) -> list[Module]:
    """功能权限 that the actor's kind of unit has, grouped as the menu, with those of `given` ticked."""
    if by.unit is None:
        return []
    offered, on = BY_UNIT_KIND[by.unit.kind], set(given)
    found = []
    for name, entries in GROUPS:
        ticks = [Tick(each, word, each in on, each not in by.standing) for each, word in entries if each in offered]
        if ticks:
            found.append(Module(name, ticks))
    return found


@dataclass(frozen=True)
class RoleRow:
    """A role in the list: what it gives here, who holds it, whether the actor may give and edit it.

    `wider` says that somebody holds it with a 数据范围 that the actor has not.
    """

    role: Role
    names: list[str]
    holders: list[str]
    givable: bool
    wider: bool

    @property
    def editable(self) -> bool:
        return self.givable and not self.wider and not self.role.is_built_in


def roles(by: Hat, colleagues: Iterable[Hat]) -> list[RoleRow]:
    """Built-in roles, then the unit's own, with who of the colleagues holds each."""
    if by.unit is None:
        return []
    holders: dict[int | None, list[Hat]] = {}
    for hat in colleagues:
        if not hat.chief:
            holders.setdefault(hat.role_id, []).append(hat)
    return [
        RoleRow(
            role,
            [name for permission, name in NAMES.items() if permission in role.offers(by.unit)],
            [hat.account.name for hat in holders.get(role.pk, [])],
            may_give(by, role),
            any(WIDTH[Hat.Range(hat.range)] > WIDTH[Hat.Range(by.range)] for hat in holders.get(role.pk, [])),
        )
        for role in roles_for(by.unit)
    ]


@dataclass(frozen=True)
class Standing:
    """A substitution as the page shows it."""

    row: Substitution
    kinds: list[str]


def substitutions(by: Hat) -> list[Standing]:
    """审核代理 of the unit, the latest first."""
    rows = Substitution.everywhere.filter(absent__unit_id=by.unit_id or 0).order_by("-pk")[:50]
    names = review_names()
    return [
        Standing(row, [names[key] for key in row.permissions if key in names])
        for row in rows.select_related("absent__account", "deputy__account")
    ]


def can_be_absent(by: Hat) -> list[Hat]:
    """For whom the actor may name a substitute: themselves, and as `check_lending` says colleagues who review."""
    if by.kind != Hat.Kind.ADMINISTRATOR:
        return []
    people = colleagues(by) if by.may(Permission.ADMINISTRATORS_MANAGE) else [by]
    return [hat for hat in people if hat.standing & REVIEWS and (hat.pk == by.pk or _lends(by, hat))]


def _lends(by: Hat, absent: Hat) -> bool:
    narrower = WIDTH[Hat.Range(by.range)] < WIDTH[Hat.Range(absent.range)]
    return by.chief or (not narrower and bool(absent.standing & by.standing & REVIEWS))


def can_be_deputy(by: Hat) -> list[Hat]:
    """Nobody names themselves, and the 超级管理员 has every right already."""
    return [hat for hat in colleagues(by) if not hat.chief and hat.pk != by.pk]


def invitations(by: Hat) -> QuerySet[Invitation]:
    """待本人确认 of the unit, expired ones and those that came to nothing in the last days included."""
    since = clock.now() - SHOWN_FOR
    rows = Invitation.everywhere.filter(unit_id=by.unit_id or 0, asked_at__gt=since, hat__isnull=True, chief=False)
    return rows.select_related("role", "department", "by__account").order_by("-pk")


def invitation_by(key: str) -> Invitation | None:
    """The open invitation that the secret of a link belongs to."""
    rows = Invitation.everywhere.filter(secret_key=key, asked_at__isnull=False).exclude(secret_key="")
    return rows.select_related("unit", "by__account", "role", "department").first()


def account_of(invitation: Invitation) -> Account | None:
    """The account of the invited number, if there is one by now."""
    return Account.objects.filter(document_key=invitation.document_key).first()
