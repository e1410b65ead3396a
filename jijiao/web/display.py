"""显示设置: large type (大字版) and high contrast (高对比度), in a cookie so that the server renders them."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponseBase

COOKIE = "jx-display"
YEAR = 365 * 24 * 60 * 60
SIZES = ("", "lg", "xl")
SIZE_NAMES = {"": "标准字", "lg": "大字版", "xl": "特大字"}
THEMES = ("", "contrast")


@dataclass(frozen=True)
class Display:
    """`size` is "", "lg" (19 px) or "xl" (22 px); `theme` is "" or "contrast"."""

    size: str = ""
    theme: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Display":
        """What the cookie says; anything unknown in it counts as the standard."""
        size, _, theme = request.COOKIES.get(COOKIE, "").partition(".")
        return cls().having(size=size, theme=theme)

    def having(self, size: str | None = None, theme: str | None = None) -> "Display":
        """The same with another size or theme, if these exist."""
        changed = self
        if size in SIZES:
            changed = replace(changed, size=size)
        if theme in THEMES:
            changed = replace(changed, theme=theme)
        return changed

    @property
    def next_size(self) -> str:
        """What the size button switches to: standard, large, larger, standard again."""
        return SIZES[(SIZES.index(self.size) + 1) % len(SIZES)]

    @property
    def next_size_name(self) -> str:
        return SIZE_NAMES[self.next_size]

    @property
    def next_theme(self) -> str:
        return "" if self.theme else "contrast"

    def keep(self, response: HttpResponseBase) -> None:
        """Put it in the cookie. It says nothing about the person."""
        response.set_cookie(COOKIE, f"{self.size}.{self.theme}", max_age=YEAR, samesite="Lax")
