"""Everything that is written down has a word: each tag, each kind of object, each particular."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from jijiao.audit.particulars import OF_TAG, PARTICULARS
from jijiao.audit.tags import Tag
from jijiao.audit.words import SUBJECT_WORDS, TAG_WORDS

CODE = Path(__file__).parents[2]
NOT_PARTICULARS = {"on", "unit_id", "by"}  # what the recording functions take themselves
# handed over as a whole: the facts of a post, the counts of a merger, the fields that changed
HANDED_OVER = {
    "accounts/posts.py": {"role", "department", "range", "departments"},
    "subordinates/merging.py": {"departments", "people", "results", "requests", "below", "hats"},
    "units/amending.py": {
        *("name", "nature", "base_level", "base_type", "level", "phone", "industry", "region", "address"),
        "credit_code",
    },
    "units/departments.py": {"name", "code", "leader", "phone", "note"},
}


def recorded() -> Iterator[tuple[str, str]]:
    """Each particular that the code writes down, with the file that does."""
    for file in CODE.rglob("*.py"):
        where = file.relative_to(CODE).as_posix()
        if "/tests/" in where or where.startswith(("testing/", "credits/")):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and _called(node) in ("record", "record_each"):
                for keyword in node.keywords:
                    assert keyword.arg or where in HANDED_OVER, where
                    if keyword.arg not in NOT_PARTICULARS:
                        yield where, keyword.arg or ""


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def test_every_particular_has_a_word() -> None:
    names = {(where, name) for where, name in recorded() if name}
    names |= {(where, name) for where, handed in HANDED_OVER.items() for name in handed}
    assert sorted(pair for pair in names if pair[1] not in PARTICULARS) == []
    assert len(names) > 60


def test_every_tag_and_every_object_that_may_be_written_about_has_a_word() -> None:
    assert [tag for tag in Tag if tag not in TAG_WORDS] == []
    assert [label for label in SUBJECT_WORDS if not apps.get_model(label)] == []
    assert [(tag, name) for tag, name in OF_TAG if tag not in set(Tag) or name not in PARTICULARS] == []


def test_no_word_is_a_programmers() -> None:
    words = [*TAG_WORDS.values(), *SUBJECT_WORDS.values(), *(each.label for each in PARTICULARS.values())]
    assert [word for word in words if word.isascii()] == []
