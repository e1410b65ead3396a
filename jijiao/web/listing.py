"""One list for every page that shows rows: conditions, order, pages, counts, all of it in the query string.

The number of queries does not grow with the rows: count, ids of the page, rows of the page. The ids come from the
narrow query that an index can answer; columns, joins and annotations are paid for the rows of one page only.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from jijiao.lib.ids import row_id
from jijiao.web.forms import FilterForm
from jijiao.web.keyset import after, reversed_order

SIZES = (10, 20, 50)
LAST_NUMBER = 200  # pages reached by their number; further on the list goes by "next" alone
COUNTED = 10_000  # counted exactly up to here
EDGES = 2  # page numbers shown on each side of the current one

Order = Mapping[str, Sequence[str]]
Dress = Callable[[QuerySet[Any]], QuerySet[Any]]


@dataclass(frozen=True)
class Chip:
    """A condition that is on: what it says and the address without it."""

    label: str
    value: str
    href: str


@dataclass(frozen=True)
class PageLink:
    """A page number; without `href` it stands for the gap between numbers."""

    number: int
    href: str = ""
    current: bool = False


class Listing:
    """What a list page shows. `rows` are the objects of this page, in order."""

    def __init__(
        self, request: HttpRequest, rows: QuerySet[Any], filters: FilterForm | None, order: Order, name: str
    ) -> None:
        self.path = request.path
        self.query = request.GET
        self.all_rows = rows
        self.filters = filters
        self.order = order
        self.name = name
        self.chosen = filters.chosen() if filters else {}
        self.is_filtered = any(value is not None for value in self._visible().values())
        self.narrowed = filters.narrowed(rows) if filters else rows
        self.dress: Dress = lambda page: page
        self.bounded: Collection[str] = ()
        self.counter: Callable[[], int] | None = None

    # -- which part ------------------------------------------------------------------------------

    @cached_property
    def size(self) -> int:
        wanted = self.query.get("size", "")
        return int(wanted) if wanted in map(str, SIZES) else SIZES[0]

    @property
    def sizes(self) -> tuple[int, ...]:
        return SIZES

    @cached_property
    def sort(self) -> str:
        """The key of the order, with "-" in front when it runs backwards; the first of the allowed ones by default."""
        wanted = self.query.get("sort", "")
        known = wanted.removeprefix("-") in self.order and not self.sort_refused
        return wanted if known else next(iter(self.order))

    @cached_property
    def sort_refused(self) -> bool:
        """Whether the order asked for is one of no index, and the rows too many to be sorted for one page."""
        return self.query.get("sort", "").removeprefix("-") in self.bounded and self.total > COUNTED

    @property
    def last_number(self) -> int:
        """How far pages are reached by their number; what is sorted for the page is so to its end."""
        return self.last if self.sort.removeprefix("-") in self.bounded else LAST_NUMBER

    @cached_property
    def ordering(self) -> tuple[str, ...]:
        fields = (*self.order[self.sort.removeprefix("-")], "pk")
        return reversed_order(fields) if self.sort.startswith("-") else fields

    @cached_property
    def number(self) -> int:
        wanted = self.query.get("page", "1")
        number = row_id(wanted) or 1
        return max(1, min(number, self.last_number, self.last))

    @cached_property
    def anchor(self) -> int | None:
        """The row after which this page starts, beyond the numbered pages."""
        return row_id(self.query.get("after", ""))

    # -- the rows --------------------------------------------------------------------------------

    @cached_property
    def total(self) -> int:
        """Rows in all, exact up to 10,000; one more than that stands for "more"."""
        if self.counter and not self.is_filtered:
            return self.counter()
        return self.narrowed.order_by()[: COUNTED + 1].count()

    @cached_property
    def _ids(self) -> list[Any]:
        """The ids of this page and of one row more, which tells whether there is a next page."""
        ordered = self.narrowed.order_by(*self.ordering)
        if self.anchor is not None:
            ordered = after(ordered, self.anchor, self.ordering)
        start = 0 if self.anchor is not None else (self.number - 1) * self.size
        return list(ordered.values_list("pk", flat=True)[start : start + self.size + 1])

    @cached_property
    def rows(self) -> list[Any]:
        ids = self._ids[: self.size]
        found = {row.pk: row for row in self.dress(self.all_rows.filter(pk__in=ids))} if ids else {}
        return [found[pk] for pk in ids if pk in found]

    @property
    def is_empty(self) -> bool:
        return not self._ids

    @property
    def first_number(self) -> int:
        """The running number (序号) of the first row; pages beyond the numbered ones do not know theirs."""
        return 0 if self.anchor is not None else (self.number - 1) * self.size + 1

    # -- words and addresses -----------------------------------------------------------------------

    @property
    def total_text(self) -> str:
        return f"共 {COUNTED}+ 条" if self.total > COUNTED and not self._counted_exactly else f"共 {self.total} 条"

    @property
    def _counted_exactly(self) -> bool:
        return bool(self.counter) and not self.is_filtered

    @cached_property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    def querystring(self, **changes: Any) -> str:
        """This list's query string with changes; None removes a value. A changed condition starts at page 1."""
        query = _copied(self.query)
        query.pop("after", None)
        if set(changes) - {"page", "after"}:
            query.pop("page", None)
        for key, value in changes.items():
            if value is None:
                query.pop(key, None)
            else:
                query[key] = str(value)
        return _without_blanks(query)

    def href(self, **changes: Any) -> str:
        query = self.querystring(**changes)
        return f"{self.path}?{query}" if query else self.path

    @cached_property
    def url(self) -> str:
        """The address of exactly this page of the list."""
        query = _without_blanks(_copied(self.query))
        return f"{self.path}?{query}" if query else self.path

    @cached_property
    def conditions(self) -> str:
        """The conditions alone, for an export or a bulk act over all that match."""
        names = set(self.filters.fields) if self.filters else set()
        query = _copied(self.query)
        for key in set(query) - names:
            query.pop(key)
        return _without_blanks(query)

    @property
    def reset_href(self) -> str:
        """The address without conditions; hidden ones (待审核 or 已审核) stay, they are not conditions but places."""
        return self.href(**dict.fromkeys(self._visible(), None))

    @cached_property
    def chips(self) -> list[Chip]:
        if not self.filters:
            return []
        return [
            Chip(str(self.filters[name].label), self.filters.shown(name, value), self.href(**{name: None}))
            for name, value in self._visible().items()
            if value is not None
        ]

    @cached_property
    def links(self) -> list[PageLink]:
        """First, last, and those around the current page."""
        last = min(self.last, self.last_number)
        near = range(max(1, self.number - EDGES), min(last, self.number + EDGES) + 1)
        links: list[PageLink] = []
        for number in sorted({1, last, *near}):
            if links and number > links[-1].number + 1:
                links.append(PageLink(number - 1))
            here = number == self.number and self.anchor is None
            links.append(PageLink(number, self.href(page=number), here))
        return links

    @property
    def previous_href(self) -> str:
        if self.anchor is not None:
            return self.href(page=LAST_NUMBER)
        return self.href(page=self.number - 1) if self.number > 1 else ""

    @property
    def next_href(self) -> str:
        if len(self._ids) <= self.size:
            return ""
        if self.anchor is None and self.number < self.last_number:
            return self.href(page=self.number + 1)
        return self.href(after=self._ids[self.size - 1], page=None)

    @property
    def other_parameters(self) -> list[tuple[str, str]]:
        """What the page size form carries along."""
        query = _copied(self.query)
        for key in ("size", "page", "after"):
            query.pop(key, None)
        return [(key, value) for key, values in query.lists() for value in values if value]

    @property
    def sort_chosen(self) -> str:
        return self.query.get("sort", "") and self.sort

    @property
    def size_chosen(self) -> str:
        return self.query.get("size", "") and str(self.size)

    @property
    def uses_more(self) -> bool:
        """Whether a condition under 更多条件 is on, or wrong."""
        wrong = self.filters.errors if self.filters else {}
        return any(value is not None or name in wrong for name, value in list(self._visible().items())[4:])

    def sort_href(self, key: str) -> str:
        return self.href(sort=f"-{key}" if self.sort == key else key)

    def direction(self, key: str) -> str:
        """For aria-sort: ascending, descending or none; an order that begins with the newest descends by itself."""
        if self.sort.removeprefix("-") != key:
            return "none"
        downwards = "".join(self.order[key][:1]).startswith("-")
        return "descending" if downwards != self.sort.startswith("-") else "ascending"

    def _visible(self) -> dict[str, Any]:
        if not self.filters:
            return {}
        return {name: value for name, value in self.chosen.items() if not self.filters[name].is_hidden}


def listing(
    request: HttpRequest,
    rows: QuerySet[Any],
    *,
    order: Order,
    filters: FilterForm | None = None,
    count: Callable[[], int] | None = None,
    dress: Dress | None = None,
    bounded: Collection[str] = (),
    name: str = "rows",
) -> Listing:
    """The list of `rows` (already within the scope) as the request's query string asks for it.

    `order` maps the allowed keys of `sort` to columns, the first being the default. `filters` is a `FilterForm` bound
    to `request.GET`. `count` gives the number without conditions from a roll-up. `dress` adds joins and annotations to
    the rows of the page only. `bounded` are orders that no index has: lists of more than 10,000 rows have them not.
    """
    found = Listing(request, rows, filters, order, name)
    found.counter = count
    found.dress = dress or found.dress
    found.bounded = bounded
    return found


def _copied(query: QueryDict) -> QueryDict:
    """One that may be changed; the framework's own copy copies every value as if it were more than text."""
    return QueryDict(query.urlencode(), mutable=True)


def _without_blanks(query: QueryDict) -> str:
    for key in [key for key, values in query.lists() if not any(values)]:
        query.pop(key)
    return query.urlencode()
