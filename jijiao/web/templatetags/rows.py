"""The cells of a row in a list whose columns are chosen, written directly: `{% load rows %}`."""

from collections.abc import Iterable
from typing import Any, Protocol

from django import template
from django.utils.safestring import SafeString, mark_safe

from jijiao.web.rendering import written
from jijiao.web.templatetags.look import tag

register = template.Library()
NOTHING = "—"


class Column(Protocol):
    """What a cell needs to know of its column; `state` columns show a tag."""

    @property
    def heading(self) -> str: ...
    @property
    def css(self) -> str: ...
    @property
    def state(self) -> bool: ...


@register.simple_tag
def cells(filled: Iterable[tuple[Column, Any]]) -> SafeString:
    """A `<td>` for each column and what stands in it; on a phone it is a line of a card, with the heading before it."""
    return mark_safe("".join(_cell(column, value) for column, value in filled))  # noqa: S308 - `written` escapes


def _cell(column: Column, value: Any) -> str:
    if column.state:
        return f'<td class="card-state">{tag(value)}</td>'
    css = f' class="{column.css}"' if column.css else ""
    shown = NOTHING if value is None or value == "" else written(value)
    return f'<td{css} data-l="{written(column.heading)}">{shown}</td>'
