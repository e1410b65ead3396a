"""What every template may use without asking: the menu, the hat, the display settings, the links that exist.

Higher apps fill in what this layer cannot know, once, in their `ready()`:

    from jijiao.web import context
    context.menu_source = desk_menu          # desk
    context.site = Site(bar=(...), ...)      # portal
    context.unread_letters = unread          # letters
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from jijiao.web.display import Display
from jijiao.web.navigation import Entry, Menu, Site, entries_for, menu_for

menu_source: Callable[[HttpRequest], Menu] | None = None
site: Site = Site()
unread_letters: Callable[[int], int] | None = None

ACCOUNT_PAGES = (
    Entry("消息", "letters.list", "inbox"),
    Entry("账号安全", "security.overview", "key"),
    Entry("修改密码", "accounts.password", "key"),
    Entry("切换身份", "desk.posts", "swap"),
    Entry("我的数据记录", "operations.my_data", "file"),
    Entry("操作指南", "portal.guides", "help"),
)


class PageFrame:
    """The parts around a page, worked out when a template asks for them and once per request."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def hat(self) -> Any:
        return getattr(self.request, "hat", None)

    @cached_property
    def menu(self) -> Menu:
        if self.hat is None or menu_source is None:
            return Menu()
        return menu_for(self.request, menu_source(self.request))

    @cached_property
    def site(self) -> Site:
        return Site(*(entries_for(self.request, entries) for entries in (site.bar, site.aids, site.foot)))

    @cached_property
    def account_pages(self) -> tuple[Entry, ...]:
        return entries_for(self.request, ACCOUNT_PAGES)

    @cached_property
    def unread(self) -> int:
        """How many letters (消息) the account has not read."""
        return unread_letters(self.hat.account_id) if self.hat and unread_letters else 0

    @cached_property
    def display(self) -> Display:
        return Display.of(self.request)


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. `frame` is lazy: a fragment that shows no menu makes no menu."""
    frame = getattr(request, "_page_frame", None)
    if frame is None:
        frame = request._page_frame = PageFrame(request)  # type: ignore[attr-defined]
    return {
        "frame": frame,
        "hat": frame.hat,
        "display": frame.display,
        "menu": lambda: frame.menu,
        "todo_count": lambda: frame.menu.todo_count,
    }
