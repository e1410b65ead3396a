"""Small pieces of markup and the ways values are written: `{% load look %}`."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jijiao.lib import clock
from jijiao.lib.masks import mask_document, mask_mobile, mask_name
from jijiao.web import charts, navigation
from jijiao.web.forms import Fault, faults_of
from jijiao.web.listing import Listing

register = template.Library()

# a state is a word and a shape: ● ok, ○ waiting, ◆ bad; the colour comes third (ui: states and tags)
SHAPES = {
    "通过": "ok",
    "已通过": "ok",
    "达标": "ok",
    "有效": "ok",
    "正常": "ok",
    "已备案": "ok",
    "已完成": "ok",
    "完成": "ok",
    "待审核": "warn",
    "待处理": "warn",
    "等待中": "warn",
    "即将到期": "warn",
    "审核中": "info",
    "进行中": "info",
    "办理中": "info",
    "退回补正": "back",
    "不通过": "bad",
    "未通过": "bad",
    "驳回": "bad",
    "已驳回": "bad",
    "已撤销": "bad",
    "已停用": "bad",
    "停用": "bad",
    "失败": "bad",
    "已过期": "bad",
}


@register.simple_tag
def constant(name: str) -> SafeString:
    """`{% include %}` for a template that says the same on every page: rendered once, without the page's context."""
    return render_to_string(name) if settings.DEBUG else _rendered_once(name)


@lru_cache
def _rendered_once(name: str) -> SafeString:
    return render_to_string(name)


@register.simple_tag
def address(name: str) -> str:
    """`{% url %}` for a page without arguments that stands on many pages: looked up once; "" where there is none."""
    return navigation.address_of(name)


@register.simple_tag
def icon(name: str, small: bool = False) -> SafeString:
    """A drawing of the sprite; always beside a word, so it is hidden from readers."""
    return _drawn(name, small)


@lru_cache
def _drawn(name: str, small: bool) -> SafeString:
    css = "ico ico-s" if small else "ico"
    return format_html('<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', css, name)


@register.filter
def shape(word: Any) -> str:
    """The class of a state's tag; words without a shape are plain."""
    return f"tag-{SHAPES.get(str(word).strip(), 'plain')}"


@register.simple_tag
def tag(word: Any) -> SafeString:
    """`<c-tag word=...>` for the rows of a long list: the same markup at a tenth of the time."""
    return _tagged(str(word))


@lru_cache
def _tagged(word: str) -> SafeString:
    return format_html('<span class="tag {}">{}</span>', shape(word), word)


@register.filter
def amount(value: Decimal | float | int | None) -> str:
    """Hours as people write them: 40, 12.5, and — where there are none."""
    return "—" if value is None or value == "" else charts.plain(value)


@register.filter
def moment(value: datetime | date | None) -> str:
    """MM-DD HH:mm in the current year, YYYY-MM-DD in others; dates are always whole."""
    if not value:
        return "—"
    if not isinstance(value, datetime):
        return value.isoformat()
    local = timezone.localtime(value)
    return local.strftime("%m-%d %H:%M" if local.year == timezone.localtime(clock.now()).year else "%Y-%m-%d")


@register.filter
def document(value: str | None) -> str:
    """An identity number with its middle hidden."""
    return mask_document(str(value or ""))


@register.filter
def mobile(value: str | None) -> str:
    """A mobile number with its middle hidden."""
    return mask_mobile(str(value or ""))


@register.filter
def person_name(value: str | None) -> str:
    """A name with only its surname shown."""
    return mask_name(str(value or ""))


@register.filter
def faults(form: BaseForm | None) -> list[Fault]:
    """The errors of a bound form for the summary."""
    return faults_of(form) if form is not None and form.is_bound else []


@register.simple_tag
def column(listing: Listing, key: str, label: str, css: str = "") -> SafeString:
    """A heading that sorts. `key` is one of the list's orders."""
    direction = listing.direction(key)
    arrow = {"ascending": " ↑", "descending": " ↓"}.get(direction, "")
    # the attribute stands only where the order is: readers say "not sorted" at every other heading otherwise
    state = format_html(' aria-sort="{}"', direction) if arrow else ""
    href = listing.sort_href(key)
    return format_html(
        '<th scope="col" class="sort {}"{}><a href="{}" hx-get="{}" hx-target="#{}" hx-swap="outerHTML" '
        'hx-push-url="true">{}<span aria-hidden="true">{}</span></a></th>',
        *(css, state, href, href, listing.name, label, arrow),
    )


@register.simple_tag
def pick(list_name: str, pk: Any, label: str) -> SafeString:
    """The cell that ticks a row for `<c-bulk name=list_name>`; `label` names the row to readers."""
    return format_html(
        '<td class="card-pick"><input type="checkbox" name="chosen" value="{}" form="bulk-{}" '
        'aria-label="选择 {}"></td>',
        *(pk, list_name, label),
    )


@register.simple_tag
def pick_all(list_name: str) -> SafeString:
    """The heading over `pick` cells. It needs script, which shows it."""
    return format_html(
        '<th scope="col" class="card-pick"><input type="checkbox" data-pick-all="bulk-{}" '
        'aria-label="选择本页全部" hidden></th>',
        list_name,
    )


@register.simple_tag
def hours_ruler(
    public: Any = None, professional: Any = None, need_public: Any = 30, need_professional: Any = 60
) -> SafeString:
    """学时尺 in full; without hours it explains the requirement."""
    return charts.ruler(charts.Hours(_number(public), _number(professional), need_public or 0, need_professional or 0))


@register.simple_tag
def hours_mini(public: Any, professional: Any, need_public: Any = 30, need_professional: Any = 60) -> SafeString:
    """学时尺 in a cell."""
    got = charts.Hours(_number(public) or 0, _number(professional) or 0, need_public or 0, need_professional or 0)
    return charts.mini(got)


@register.simple_tag
def stacked_bar(parts: Sequence[charts.Part], label: str) -> SafeString:
    """One bar of several parts; say the same in a sentence beside it."""
    return charts.stacked_bar(parts, label)


@register.simple_tag
def horizontal_bars(bars: Sequence[charts.Bar]) -> SafeString:
    """Lines of bars on one scale; put the table under it."""
    return charts.horizontal_bars(bars)


def _number(value: Any) -> Decimal | None:
    return None if value is None or value == "" else Decimal(str(value))
