"""How form widgets become markup: plain inputs written directly, everything else by Django's own templates.

Django renders each input through three templates, which on a list with a dozen conditions costs more than its rows.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

Writer = Callable[[Mapping[str, Any]], str]


class DirectRenderer(DjangoTemplates):
    """The project's FORM_RENDERER."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        writer = WRITERS.get(template_name)
        if writer is None or context["widget"].get("wrap_label"):
            return mark_safe(super().render(template_name, context, request))  # noqa: S308 - a template's own output
        return mark_safe(writer(context["widget"]))  # noqa: S308 - the writers escape every value


def written(value: Any) -> str:
    """Text as it stands in markup; what is markup already stays. Many times cheaper than `conditional_escape`."""
    return str(value.__html__()) if hasattr(value, "__html__") else escape(str(value))


def attributes(attrs: Mapping[str, Any]) -> str:
    """` name="value"` for each; True stands without a value, False and None not at all."""
    return "".join(
        f" {written(name)}" if value is True else f' {written(name)}="{written(value)}"'
        for name, value in attrs.items()
        if value is not False and value is not None
    )


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{written(value)}"'
    return (
        f'<input type="{written(widget["type"])}" name="{written(widget["name"])}"{said}{attributes(widget["attrs"])}>'
    )


def _textarea(widget: Mapping[str, Any]) -> str:
    # the first line break after the tag is the browser's to drop, not the text's
    text = written(widget["value"] or "")
    return f'<textarea name="{written(widget["name"])}"{attributes(widget["attrs"])}>\n{text}</textarea>'


_INPUTS = ("text", "email", "url", "password", "hidden", "number", "date", "checkbox", "radio_option")
WRITERS: dict[str, Writer] = {f"django/forms/widgets/{name}.html": _input for name in _INPUTS}
WRITERS["django/forms/widgets/checkbox_option.html"] = _input
WRITERS["django/forms/widgets/textarea.html"] = _textarea
