"""Charts as SVG made on the server: no script, no inline style, they print. Each is paired with a sentence or a table.

Widths are SVG attributes and classes, because the content security policy forbids inline styles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Amount = Decimal | float | int
Piece = tuple[float, str]  # width in the chart's own units, class of the style sheet


@dataclass(frozen=True)
class Part:
    """One part of a stacked bar: `kind` is a class of the style sheet (k-done, k-gx, k-bx, k-none, k-1 ... k-6)."""

    label: str
    count: int
    kind: str
    href: str = ""


@dataclass(frozen=True)
class Bar:
    """One line of horizontal bars: a name and its parts."""

    label: str
    parts: Sequence[Part]
    href: str = ""

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts)


@dataclass(frozen=True)
class Hours:
    """Hours of one year: got and needed, of the public subjects (公需课) and the professional ones (必需课)."""

    public: Amount | None
    professional: Amount | None
    need_public: Amount = 30
    need_professional: Amount = 60

    @property
    def sentence(self) -> str:
        total = plain(Decimal(str(self.need_public)) + Decimal(str(self.need_professional)))
        public, professional = plain(self.need_public), plain(self.need_professional)
        needed = f"每年不少于{total}学时，其中公需课不少于{public}，必需课不少于{professional}"
        if self.public is None:
            return needed
        return f"{needed}，已完成公需课{plain(self.public)}，必需课{plain(self.professional or 0)}"

    def pieces(self) -> tuple[list[Piece], float]:
        """Each side fills by itself and no further than its need, so that what is missing can be seen."""
        need_public, need_professional = float(self.need_public), float(self.need_professional)
        total = need_public + need_professional
        gap = total * 0.008
        public_width = max(need_public - gap, 0)
        public = _filled(self.public, need_public) * public_width
        professional = _filled(self.professional, need_professional) * need_professional
        return [
            (public, "s-gx"),
            (public_width - public, "s-void"),
            (gap, "s-gap"),
            (professional, "s-bx"),
            (need_professional - professional, "s-void"),
        ], total


def ruler(hours: Hours) -> SafeString:
    """学时尺: the whole ruler with its figures. Labels are HTML and follow the reader's type size."""
    pieces, total = hours.pieces()
    share = round(100 * float(hours.need_public) / total) if total else 0
    half = round((100 - share) / 2)
    middle = float(hours.need_public) + float(hours.need_professional) / 2
    return format_html(
        '<div class="ruler"><div class="ruler-l"><span class="w{}">公需课 不少于 <b>{}</b></span>'
        '<span class="w{}">必需课 不少于 <b>{}</b></span></div>{}<div class="ruler-ticks"></div>'
        '<div class="ruler-n" aria-hidden="true"><span class="w{}"><i>0</i></span><span class="w{}"><i>{}</i></span>'
        '<span class="w{}"><i>{}</i></span><span class="w0"><i>{}</i></span></div></div>',
        *(share, plain(hours.need_public), 100 - share, plain(hours.need_professional)),
        _bar(pieces, total, "ruler-bar", 16, hours.sentence),
        *(share, half, plain(hours.need_public), 100 - share - half, plain(middle), plain(total)),
    )


def mini(hours: Hours) -> SafeString:
    """学时尺 for a table cell; the figures stand beside it, so readers skip it."""
    pieces, total = hours.pieces()
    return _bar(pieces, total, "mini", 9, "")


def stacked_bar(parts: Sequence[Part], label: str) -> SafeString:
    """One bar of all parts, in order; `label` is the sentence it stands for."""
    total = sum(part.count for part in parts)
    gap = total * 0.004
    pieces: list[Piece] = []
    for part in (part for part in parts if part.count > 0):
        pieces += [(max(part.count - gap, 0), part.kind), (gap, "s-gap")]
    return _bar(pieces[:-1] or [(1, "s-void")], total or 1, "stackbar", 16, label)


def horizontal_bars(bars: Sequence[Bar]) -> SafeString:
    """Lines of stacked bars on one scale: the longest takes the whole width. Names and totals are HTML text."""
    longest = max((bar.total for bar in bars), default=0) or 1
    lines = format_html_join(
        "",
        '<li><span class="hbar-n">{}</span>{}<b class="hbar-t">{}</b></li>',
        ((_name(bar), _bar(_on_scale(bar, longest), longest, "hbar", 16, _spoken(bar)), bar.total) for bar in bars),
    )
    return format_html('<ul class="hbars m">{}</ul>', lines)


def plain(amount: Amount) -> str:
    """A number of hours as people write it: 40, not 40.0; 12.5 stays."""
    text = f"{Decimal(str(amount)):.1f}"
    return text.removesuffix(".0")


def _filled(got: Amount | None, needed: float) -> float:
    """The share that is filled; without a person's hours the ruler explains the requirement and is full."""
    if got is None:
        return 1.0
    return min(float(got) / needed, 1.0) if needed else 0.0


def _name(bar: Bar) -> str:
    return format_html('<a href="{}">{}</a>', bar.href, bar.label) if bar.href else bar.label


def _on_scale(bar: Bar, longest: int) -> list[Piece]:
    pieces: list[Piece] = [(part.count, part.kind) for part in bar.parts if part.count > 0]
    return [*pieces, (longest - bar.total, "s-none")]


def _spoken(bar: Bar) -> str:
    return f"{bar.label}：" + "，".join(f"{part.label} {part.count}" for part in bar.parts if part.count)


def _bar(pieces: Sequence[Piece], total: float, css: str, height: int, label: str) -> SafeString:
    placed, at = [], 0.0
    for width, kind in pieces:
        if width > 0:
            placed.append((kind, f"{at:g}", f"{width:g}", height))
        at += width
    rects = format_html_join("", '<rect class="{}" x="{}" y="0" width="{}" height="{}"/>', placed)
    who = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" preserveAspectRatio="none" {}>{}</svg>',
        *(css, f"{total:g}", height, who, rects),
    )
