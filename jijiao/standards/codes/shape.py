"""The shape that every code list has."""

Choices = tuple[tuple[str, str], ...]
