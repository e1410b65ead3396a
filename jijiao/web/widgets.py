"""Widgets that Django has too, where its own cost more than the page they stand on."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECTED, NOTHING = flatatt({"selected": True}), flatatt({})


class PlainSelect(forms.Select):
    """A drop-down without groups, written directly: Django renders a template for each option of a code list."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        written = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(written), self._options(value))

    def _options(self, value: Any) -> SafeString:
        chosen = set(self.format_value(value) or [""])
        return format_html_join("", '<option value="{}"{}>{}</option>', self._rows(chosen))

    def _rows(self, chosen: set[str]) -> Iterator[tuple[str, str, str]]:
        for key, label in self.choices:
            text = "" if key is None else str(key)
            yield text, SELECTED if text in chosen else NOTHING, str(label)
