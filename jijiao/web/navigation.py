"""What leads from page to page, as data: the menu of a hat, the navigation of the public site, the tabs of a page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse


@dataclass(frozen=True)
class Entry:
    """One line: `to` is a URL name; `also` are the names of pages that belong under it and mark it as current.

    `count` is the number of to-dos behind it. `href` and `current` are filled in when the request is known.
    """

    label: str
    to: str
    icon: str = ""
    count: int = 0
    args: tuple[object, ...] = ()
    also: tuple[str, ...] = ()
    query: str = ""
    href: str = ""
    current: bool = False


@dataclass(frozen=True)
class Group:
    """A heading of the menu with its lines."""

    label: str
    icon: str
    entries: tuple[Entry, ...]

    @property
    def is_group(self) -> bool:
        return True


@dataclass(frozen=True)
class Menu:
    """The left menu of a signed-in page; `bar` is the bottom bar of phones, `todo_count` the number in the header."""

    items: tuple[Entry | Group, ...] = ()
    bar: tuple[Entry, ...] = ()
    todo_count: int = 0


@dataclass(frozen=True)
class Site:
    """The public site's own navigation: the bar, the small links on top, the links of the footer."""

    bar: tuple[Entry, ...] = ()
    aids: tuple[Entry, ...] = ()
    foot: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Tab:
    """One tab of `<c-tabs>`."""

    label: str
    href: str
    current: bool = False
    count: int | None = None


def menu_for(request: HttpRequest, menu: Menu) -> Menu:
    """The menu with addresses, without the entries whose page does not exist, the current one marked."""
    items: list[Entry | Group] = []
    for item in menu.items:
        if isinstance(item, Entry):
            items.extend(_existing([item]))
        else:
            entries = _existing(item.entries)
            if entries:
                items.append(replace(item, entries=entries))
    current = _current(request, [*_flat(items)])
    return replace(
        menu,
        items=tuple(_marked_item(item, current) for item in items),
        bar=entries_for(request, menu.bar),
    )


def entries_for(request: HttpRequest, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The same for a flat list of entries."""
    existing = _existing(entries)
    current = _current(request, existing)
    return tuple(_marked(entry, current) for entry in existing)


def page_exists(name: str) -> bool:
    """Whether a page of this URL name is mounted, whatever it takes."""
    return bool(address_of(name))


def address_of(name: str) -> str:
    """Where a page without arguments is, "" where there is none."""
    return _address(get_urlconf() or settings.ROOT_URLCONF, name, ())


def _existing(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    urlconf = get_urlconf() or settings.ROOT_URLCONF
    return tuple(
        replace(entry, href=f"{href}?{entry.query}" if entry.query else href)
        for entry in entries
        if (href := _address(urlconf, entry.to, entry.args))
    )


@lru_cache(maxsize=1000)
def _address(urlconf: str, name: str, args: tuple[object, ...]) -> str:
    """Where a page is, "" where there is none; asked for some fifty entries of each page and always the same."""
    try:
        return reverse(name, urlconf, args)
    except NoReverseMatch:
        return ""


def _flat(items: Iterable[Entry | Group]) -> Iterable[Entry]:
    for item in items:
        if isinstance(item, Group):
            yield from item.entries
        else:
            yield item


def _current(request: HttpRequest, entries: Iterable[Entry]) -> str:
    """The address of the entry the request belongs to: by URL name first, else the longest address it lies under."""
    path = request.path
    name = getattr(request.resolver_match, "view_name", "")
    known = list(entries)
    same_path = [entry.href for entry in known if entry.href.partition("?")[0] == path]
    by_name = [entry.href for entry in known if name and name in (entry.to, *entry.also)]
    under = [entry.href for entry in known if entry.href != "/" and path.startswith(entry.href.partition("?")[0])]
    return next(iter([*same_path, *by_name, *sorted(under, key=len, reverse=True)]), "")


def _marked(entry: Entry, current: str) -> Entry:
    return replace(entry, current=bool(current) and entry.href == current)


def _marked_item(item: Entry | Group, current: str) -> Entry | Group:
    if isinstance(item, Entry):
        return _marked(item, current)
    return replace(item, entries=tuple(_marked(entry, current) for entry in item.entries))
