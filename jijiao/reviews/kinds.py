"""The registry of what can be reviewed; requests put their kind in at start-up and nonsense is refused there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q

from jijiao.lib.actor import Actor
from jijiao.reviews.models import Review, Reviewable, Stop
from jijiao.scoping.scope import Scope
from jijiao.units.models import Unit

LAPSED = "超期代审"


@dataclass(frozen=True)
class Halt:
    """One desk of a route before it is stored as a stop.

    `alone`: where the unit has a single administrator, that one may decide what they submitted (design: four eyes, the
    one exception); the stop keeps the mark. `days`: how many working days the desk has (None: no limit); after them
    `stand_in` decides in its place, and without one silence is consent.
    """

    unit: Unit
    label: str
    alone: bool = False
    days: int | None = None
    stand_in: Unit | None = None


@dataclass(frozen=True)
class Column:
    """One column of the inbox: heading, and the template variable path or callable that fills it."""

    heading: str
    value: Callable[[Any], object]
    css: str = ""


@dataclass(frozen=True)
class Filter:
    """One more condition of the inbox: `lookup` is a field of the subject, `choices(scope)` its values.

    Where one field does not say it, `condition(value)` does.
    """

    name: str
    label: str
    lookup: str
    choices: Callable[[Scope], Iterable[tuple[Any, str]]]
    condition: Callable[[Any], Q] | None = None


@dataclass(frozen=True)
class Kind:
    """One kind of request.

    `route(subject)` gives its desks; `on_approved(subjects, by)` writes to the registers inside the decision's
    transaction; `check(subjects)` names, by subject pk, those that cannot be approved now and why;
    `about(subject)` gives the account it is about (四眼). `detail` is the template that shows one `subject` in full,
    `notices(subject)` what a reviewer should know before deciding. `search` names fields of the subject that typed
    text is looked for in; one that ends in `document_key` is compared with the blind index of a typed number.
    Kinds of one `group` (注册审核管理) share a page as its tabs; `promise` says in the bulk dialog what approving does,
    `yes(review)` what the button that approves says. With `follows_person` an open review goes along when the person
    it is about changes the unit. `origins` are fields of the subject that name the units on whose place in the tree
    the route depends: `reviews.redirect` asks for it anew when one of them, or one above them, moves.
    `terms` are the steps, by the label of their halt, whose desks have a limit, with the working days where the
    platform set none (`reviews.terms`). `lapsed(stop)` names the stop of the stand-in that follows one whose days
    passed. `moves_units`: approving changes the tree. Besides who submitted, the accounts `told(subject)` get a letter
    with the outcome; `page(subject)` is the address at which the applicant sees the request.
    `asks(subject)` are fields of their own that an approval of this one request answers besides yes (认定学时);
    `answered(subject, answers, note, by)` writes the answers before `on_approved`, inside the decision's transaction,
    and returns the note as the history keeps it. Decisions over many ask nothing.
    `searched` is the label of the box whose text is looked for in `search`, where it is not one of the usual two.
    """

    key: str
    label: str
    subject: type[Reviewable]
    needs: str
    route: Callable[[Any], Sequence[Halt]]
    on_approved: Callable[[Sequence[Any], Actor], None]
    columns: Sequence[Column]
    detail: str
    subject_name: Callable[[Any], str]
    on_rejected: Callable[[Sequence[Any], Actor], None] | None = None
    check: Callable[[Sequence[Any]], Mapping[int, str]] | None = None
    about: Callable[[Any], int | None] = field(default=lambda subject: None)
    related: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    searched: str = ""
    reasons: tuple[str, ...] = ()
    empty: str = "没有待审核的申请"
    filters: tuple[Filter, ...] = ()
    notices: Callable[[Any], Sequence[str]] = field(default=lambda subject: ())
    group: str = ""
    parent: str = "账户管理"
    promise: str = "通过后立即生效。"
    yes: Callable[[Review], str] = field(default=lambda review: "通过")
    follows_person: bool = False
    moves_units: bool = False
    told: Callable[[Any], Iterable[int]] = field(default=lambda subject: ())
    page: Callable[[Any], str] = field(default=lambda subject: "")
    origins: tuple[str, ...] = ()
    terms: tuple[tuple[str, int], ...] = ()
    lapsed: Callable[[Stop], str] = field(default=lambda stop: LAPSED)
    asks: Callable[[Any], Mapping[str, forms.Field]] = field(default=lambda subject: {})
    answered: Callable[[Any, Mapping[str, Any], str, Actor], str] | None = None

    @property
    def search_label(self) -> str:
        """What the search box asks for: people by name or number, units by name or code."""
        of_units = any(name.endswith("credit_code") for name in self.search)
        return self.searched or ("名称或代码" if of_units else "姓名或证件号")


KINDS: dict[str, Kind] = {}


def reviewed(kind: Kind) -> Kind:
    """Put a kind into the registry."""
    if kind.key in KINDS:
        raise ImproperlyConfigured(f"two kinds of review are called {kind.key!r}")
    if not issubclass(kind.subject, Reviewable):
        raise ImproperlyConfigured(f"{kind.subject.__name__} is not Reviewable")
    KINDS[kind.key] = kind
    return kind
