"""Widgets that Django has too, where its own cost more than the page they stand on."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe

from jijiao.web.rendering import attributes, written


class PlainSelect(forms.Select):
    """A drop-down written directly: Django renders a template for each option of a code list."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        written = attributes(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        chosen = set(self.format_value(value) or [""])
        return mark_safe(f"<select{written}>{''.join(self._lines(chosen))}</select>")  # noqa: S308 - escaped below

    def _lines(self, chosen: set[str]) -> Iterator[str]:
        for key, label in self.choices:
            if isinstance(label, (list, tuple)):
                options = "".join(_option(one, text, chosen) for one, text in label)
                yield f'<optgroup label="{written(key)}">{options}</optgroup>'
            else:
                yield _option(key, label, chosen)


def _option(key: Any, label: Any, chosen: set[str]) -> str:
    text = "" if key is None else str(key)
    selected = " selected" if text in chosen else ""
    return f'<option value="{written(text)}"{selected}>{written(label)}</option>'
