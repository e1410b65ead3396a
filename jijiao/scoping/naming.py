"""Rows by a name, typed in characters, in pinyin or by initials (M5.4.3: 姓名; R0.2: 单位名称).

What is found is said by "contains" on the name and its reading, alike on every database; an index looks it up first.
On PostgreSQL that is one of pieces of readings (`pinyin_pieces`, made by a migration): one or two syllables or
characters, two or three initials.
"""

import re
from collections.abc import Iterator
from functools import reduce
from itertools import groupby
from operator import and_, or_

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, Value

from jijiao.lib.pinyin import is_character, parses

WORDS = 8  # of what is typed; more narrow nothing down
_RUNS = re.compile(r"[A-Za-züÜ'’]+|[^A-Za-züÜ'’\s]+")


class _Holds(Func):
    """The pieces on the left have what the query on the right asks for."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def called(text: str, prefix: str = "") -> Q:
    """Rows whose `name` has every word of `text` in it; with a prefix (`person__`) those that lead there."""
    conditions, looked_up = [], []
    for run in _RUNS.findall(text)[:WORDS]:
        letters = re.sub("['’]", "", run.lower())
        if letters[:1] == "ü" or (letters.isascii() and letters.isalpha()):
            fragments = _fragments(letters)
            conditions.append(reduce(or_, (Q(**{f"{prefix}pinyin__contains": each}) for each in fragments)))
            looked_up.append(" | ".join(f"({' & '.join(_lexemes(each))})" for each in fragments))
        elif letters:
            conditions.append(Q(**{f"{prefix}name__contains": run}))
            looked_up += map(_quoted, _pairs(run))
    found = reduce(and_, conditions, Q())
    if not looked_up or connection.vendor != "postgresql":
        return found
    query = Func(Value(" & ".join(f"({each})" for each in looked_up)), template="%(expressions)s::tsquery")
    return Q(_Holds(Func(F(f"{prefix}pinyin"), function="pinyin_pieces"), query)) & found


def _pairs(run: str) -> Iterator[str]:
    """Every two characters that follow each other; one that stands alone."""
    for kept, group in groupby(run, key=is_character):
        chars = "".join(group) if kept else ""
        yield from (" ".join(chars[at : at + 2]) for at in range(max(len(chars) - 1, len(chars) and 1)))


def _fragments(letters: str) -> list[str]:
    """Pieces of a reading that the letters may stand for: a word as it is, syllables, initials."""
    syllables = ["".join(f" {each}" for each in parse) for parse in parses(letters)]
    initials = [f" ={' ='.join(letters)}"] if len(letters) > 1 else []
    return list(dict.fromkeys([f" {letters}", *syllables, *initials]))


def _lexemes(fragment: str) -> list[str]:
    """What the index of pieces has of a fragment; the last syllable may be one that was begun."""
    words = fragment.split()
    width = 3 if words[0].startswith("=") else 2
    pieces = [_quoted(" ".join(words[at : at + width])) for at in range(max(1, len(words) - width + 1))]
    return pieces if width > 2 else [*pieces[:-1], f"{pieces[-1]}:*"]


def _quoted(lexeme: str) -> str:
    return "'{}'".format(lexeme.replace("\\", "\\\\").replace("'", "''"))
