"""Rows by a name, typed in characters, in pinyin or by initials (M5.4.3: 姓名; R0.2: 单位名称).

What is found is said by "contains" on the name and its reading, alike on every database; an index looks it up first.
On PostgreSQL that is one of pieces of readings (`pinyin_pieces`, made by a migration): one or two syllables or
characters, two or three initials. On SQLite it is a full-text table, for those that have one.
"""

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import groupby
from operator import or_

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


def called(text: str, prefix: str = "", words_of: str = "") -> Q:
    """Rows whose `name` has every word of `text` in it; with a prefix (`person__`) those that lead there.

    `words_of` is the full-text table of the rows on SQLite.
    """
    condition, wanted = Q(), list[list[str]]()
    for run in _RUNS.findall(text)[:WORDS]:
        letters = re.sub("['’]", "", run.lower())
        if letters[:1] == "ü" or (letters.isascii() and letters.isalpha()):
            fragments = _fragments(letters)
            condition &= reduce(or_, (Q(**{f"{prefix}pinyin__contains": each}) for each in fragments))
            wanted.append(fragments)
        elif letters:
            condition &= Q(**{f"{prefix}name__contains": run})
            wanted += [[each] for each in _characters(run)]
    return (_looked_up(wanted, prefix, words_of) & condition) if wanted else condition


def _fragments(letters: str) -> list[str]:
    """Pieces of a reading that the letters may stand for: a word as it is, syllables, initials."""
    syllables = ["".join(f" {each}" for each in parse) for parse in parses(letters)]
    initials = [f" ={' ='.join(letters)}"] if len(letters) > 1 else []
    return list(dict.fromkeys([f" {letters}", *syllables, *initials]))


def _characters(run: str) -> Iterator[str]:
    """The characters that follow each other, as a reading has them."""
    return (f" {' '.join(group)}" for kept, group in groupby(run, key=is_character) if kept)


def _looked_up(wanted: Sequence[Sequence[str]], prefix: str, words_of: str) -> Q:
    """The index's part: of every word one of its fragments."""
    if connection.vendor == "postgresql":
        query = " & ".join(f"({' | '.join(map(_pieces, fragments))})" for fragments in wanted)
        typed = Func(Value(query), template="%(expressions)s::tsquery")
        return Q(_Holds(Func(F(f"{prefix}pinyin"), function="pinyin_pieces"), typed))
    if not words_of:
        return Q()
    query = " AND ".join(f"({' OR '.join(map(_phrase, fragments))})" for fragments in wanted)
    found = f" IN (SELECT rowid FROM {words_of} WHERE {words_of} MATCH "  # noqa: S608 - a name of our own
    return Q(Func(F("pk"), Value(query), template="(%(expressions)s))", arg_joiner=found, output_field=BooleanField()))


def _pieces(fragment: str) -> str:
    """For PostgreSQL: three initials, two of all else; the last syllable may be one that was begun."""
    words, begun = fragment.split(), _may_be_begun(fragment)
    width = 3 if fragment.startswith(" =") else 2
    pieces = [_quoted(" ".join(words[at : at + width])) for at in range(max(1, len(words) - width + 1))]
    return f"({' & '.join(pieces)}{':*' if begun else ''})"


def _phrase(fragment: str) -> str:
    """For SQLite: the words in their order."""
    return f'"{fragment.strip()}"{" *" if _may_be_begun(fragment) else ""}'


def _may_be_begun(fragment: str) -> bool:
    return fragment[1].isascii() and fragment[1] != "="


def _quoted(lexeme: str) -> str:
    return "'{}'".format(lexeme.replace("\\", "\\\\").replace("'", "''"))
