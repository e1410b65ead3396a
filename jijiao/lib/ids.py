"""The number of a row as a form or an address gives it."""

import re

ROW_ID = re.compile(r"[0-9]{1,18}")


def row_id(text: object) -> int | None:
    """The number that `text` spells; None for what can be no row's.

    At most 18 digits: 64 bits are what a database compares, and Python reads no more than 4,300. ASCII only, because
    `isdigit` also holds for ² and ٣.
    """
    typed = str(text or "")
    return int(typed) if ROW_ID.fullmatch(typed) else None
