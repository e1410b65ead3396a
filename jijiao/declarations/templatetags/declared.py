"""What a declaration does to its person's year, for the detail that the reviews' pages include."""

from django import template

from jijiao.declarations import queries
from jijiao.declarations.models import Declaration

register = template.Library()


@register.simple_tag
def effect_of(declaration: Declaration) -> queries.Effect:
    """The year before and after; see `queries.effect_of`."""
    return queries.effect_of(declaration)
