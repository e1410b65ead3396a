"""The column type of a stored path."""

from typing import Any

from django.db import models


class PathField(models.CharField):  # type: ignore[type-arg]
    """Five base-36 characters a level, compared byte by byte: collation "C" where the database has collations."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        parameters["collation"] = "C" if connection.vendor == "postgresql" else None
        return parameters
