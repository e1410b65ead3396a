"""Mutated workbooks: each is read whole or refused with a sentence, within ten seconds, and nobody dies of it.

A sample here; `make fuzz` sets JIJIAO_FUZZ to 10,000.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from jijiao.jobs.models import Job
from jijiao.jobs.registry import HANDLERS, Handler
from jijiao.jobs.testing import run_waiting
from jijiao.lib.actor import SYSTEM
from jijiao.sheets import importing, sandbox
from jijiao.sheets.importing import Importer
from jijiao.sheets.models import ImportBlock, ImportRow
from jijiao.sheets.reader import Limits
from jijiao.sheets.sandbox import SheetRefused
from jijiao.sheets.sheet import Row
from jijiao.sheets.tests.conftest import apply, imported
from jijiao.sheets.tests.example import PEOPLE
from jijiao.sheets.tests.forking_reader import Reader
from jijiao.sheets.tests.mutations import KINDS, ROWS, mutated
from jijiao.sheets.writing import MARKER

COUNT = int(os.environ.get("JIJIAO_FUZZ", "500"))
KIND = "tests.fuzz"

pytestmark = pytest.mark.covers("M5.4.3.1")


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Workbooks are opened by one process that forks, with the product's own code and limits."""
    reader = Reader(Limits(PEOPLE.title, MARKER, PEOPLE.max_rows))
    monkeypatch.setattr(sandbox, "read", lambda content, limits: sandbox.answers(reader.lines(content)))
    yield
    reader.close()


def read_or_refused(content: bytes) -> tuple[list[Row], str]:
    """The rows, or the sentence of the refusal; anything else that is raised is a failure."""
    try:
        return PEOPLE.read(content), ""
    except SheetRefused as refused:
        return [], refused.message


@pytest.mark.usefixtures("forking")
def test_each_is_read_or_refused_with_a_sentence() -> None:
    ends: Counter[tuple[str, bool]] = Counter()
    for seed in range(COUNT):
        kind, content = mutated(seed)
        rows, sentence = read_or_refused(content)
        assert sentence.endswith("。") or 0 < len(rows) <= ROWS + 1, (seed, sentence)
        assert all(str(error) for row in rows for error in row.errors), seed
        ends[kind, not sentence] += 1
    assert {kind for kind, read in ends if not read} == set(KINDS), ends
    # some damage does no harm; but a byte of a packed part never changes without its checksum noticing
    assert {kind for kind, read in ends if read} >= set(KINDS) - {"bytes"}, ends


@pytest.mark.django_db
@pytest.mark.usefixtures("forking")
def test_none_is_imported_in_part(tmp_path: Path, settings: Any) -> None:
    """Every row of a workbook that is read has its end, and of a refused one nothing is left."""
    settings.MEDIA_ROOT = tmp_path
    HANDLERS[KIND] = Handler(KIND, "导入", Importer(PEOPLE, apply, 3))
    try:
        for seed in range(COUNT // 10):
            before = imported(), ImportRow.objects.count(), ImportBlock.objects.count()
            importing.start(KIND, file=ContentFile(mutated(seed)[1], name="x.xlsx"), by=SYSTEM)
            (job,) = run_waiting()
            if job.state == Job.State.FAILED:
                assert (imported(), ImportRow.objects.count(), ImportBlock.objects.count()) == before, seed
                assert job.error.endswith("。"), seed
            else:
                assert sum(job.result["counts"].values()) == job.total == job.done, seed
    finally:
        HANDLERS.pop(KIND)
