"""Lookups for long lists.

`document_key__among=keys` is one parameter, where `__in` is one for each value: two thousand placeholders cost Django
and the driver more time than the database takes to find the rows. `pk__found=rows` looks for the rows once and first.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import BigAutoField, BigIntegerField, CharField, Lookup
from django.db.models.lookups import In

# stands in no key and no number
SEPARATOR = r"E'\x1f'"


@CharField.register_lookup
@BigAutoField.register_lookup
@BigIntegerField.register_lookup
class Among(Lookup):
    """The column is one of the values; an empty list finds nothing."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        condition, values = self.sql(column, self.rhs, connection)
        return condition, (*given, values)

    @staticmethod
    def sql(column: str, values: Sequence[Any], connection: Any) -> tuple[str, Any]:
        """The condition with one placeholder, and what stands for it; for statements written by hand."""
        if connection.vendor == "postgresql" and not values:
            return f"{column} = ANY(%s)", []
        if connection.vendor == "postgresql":
            kind = "bigint" if isinstance(values[0], int) else "text"
            # one string: the driver would quote the elements of a list one by one
            return f"{column} = ANY(string_to_array(%s, {SEPARATOR})::{kind}[])", "\x1f".join(map(str, values))
        return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(list(values))  # noqa: S608


@BigAutoField.register_lookup
class Found(In):
    """`__in` for rows that a search of its own finds.

    PostgreSQL may take the condition of an `IN` into the outer query, and where its statistics are old look through the
    whole table once for each row of it: five thousand new units took it minutes. An array is made once, beforehand.
    """

    lookup_name = "found"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        if connection.vendor == "postgresql" and not self.rhs_is_direct_value():
            return f"= ANY(ARRAY{rhs})"
        return str(super().get_rhs_op(connection, rhs))
