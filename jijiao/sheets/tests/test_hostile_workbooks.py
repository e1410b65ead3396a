"""Hostile and mistaken files: each is refused with a sentence, quickly, and the process that asked goes on."""

import time
from dataclasses import replace

import pytest

from jijiao.sheets import archive, sandbox
from jijiao.sheets.sandbox import SheetRefused
from jijiao.sheets.testing import workbook_of
from jijiao.sheets.tests.example import PEOPLE, person
from jijiao.sheets.tests.hostile import HOSTILE, with_part


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused_with_its_own_sentence(what: str) -> None:
    make, sentence = HOSTILE[what]
    content = make()
    # past the limit on uploads nothing is opened at all; the limits inside must hold without it
    large = replace(PEOPLE, max_bytes=len(content))
    started = time.monotonic()
    with pytest.raises(SheetRefused) as caught:
        large.read(content)
    assert sentence in caught.value.message
    assert caught.value.message.endswith("。")
    assert time.monotonic() - started < 5


def test_there_are_thirty_of_them() -> None:
    assert len(HOSTILE) >= 30


def test_a_large_upload_is_refused_before_it_is_opened() -> None:
    with pytest.raises(SheetRefused, match="文件超过5M"):
        PEOPLE.read(b"PK" + b"\0" * PEOPLE.max_bytes)


def test_links_to_the_outside_are_not_followed() -> None:
    """A right workbook with an external relationship reads as usual; the child opens nothing but its input."""
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://example.invalid/link" Target="file:///etc/hostname" TargetMode="External"/></Relationships>'
    )
    content = with_part("xl/worksheets/_rels/sheet1.xml.rels", relation)
    with pytest.raises(SheetRefused, match="表中没有数据"):
        PEOPLE.read(content)


def test_a_child_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "TIMEOUT", 0.001)
    with pytest.raises(SheetRefused, match="无法读取"):
        PEOPLE.read(workbook_of(PEOPLE, [person()]))


def test_the_limits_are_those_of_the_security_brief() -> None:
    assert (archive.MAX_ENTRIES, archive.MAX_BYTES, archive.MAX_RATIO) == (200, 50 * 1024 * 1024, 100)
