"""A field with its label, hint and errors, written directly: the inside of `<c-field>`. `{% load boxes %}`."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

from jijiao.web.forms import GROUPS
from jijiao.web.rendering import written
from jijiao.web.templatetags.look import icon

register = template.Library()


@register.simple_tag
def box(field: BoundField, unit: str = "", hint: str = "", wide: bool = False) -> SafeString:
    """One input with what belongs to it; radios and ticks of several choices have `<c-choices>`."""
    errors = field.errors
    css = f"field{' span2' if wide else ''}{' bad' if errors else ''}"
    notes = (
        f'<p class="hint" id="{written(field.auto_id)}_helptext">{written(field.help_text)}</p>'
        if field.help_text
        else ""
    )
    notes += f'<p class="hint">{written(hint)}</p>' if hint else ""
    if errors:
        lines = "".join(f'<p class="err">{icon("warn")}{written(error)}</p>' for error in errors)
        notes += f'<div id="{written(field.auto_id)}_error">{lines}</div>'
    return mark_safe(f'<div class="{css}">{_labelled(field, unit)}{notes}</div>')  # noqa: S308 - every value is escaped


def _labelled(field: BoundField, unit: str) -> str:
    called = f'for="{written(field.id_for_label)}">{written(field.label)}</label>'
    if field.widget_type == "checkbox":
        return f'<span class="opt">{field}<label {called}</span>'
    label = f'<label class="label{" req" if field.field.required else ""}" {called}'
    return (
        f'{label}<div class="with-unit">{field}<span aria-hidden="true">{written(unit)}</span></div>'
        if unit
        else label + str(field)
    )


@register.filter
def is_group(field: BoundField | None) -> bool:
    """Whether the field is a set of radios or ticks rather than one input."""
    return field is not None and isinstance(field.field.widget, GROUPS)
