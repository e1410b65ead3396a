"""Reading the chain again: whether every event is as it was when it was sealed, and which is the first that is not."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from jijiao.audit import anchors
from jijiao.audit.models import Event, Seal, Verification
from jijiao.audit.rows import BEFORE_ALL, DIGESTS, RECORD, records
from jijiao.audit.sealing import mac_of
from jijiao.lib import clock

SEALS_AT_ONCE = 50


@dataclass(frozen=True)
class Verdict:
    """What one reading found. `finding` is a sentence about the first wrong row, empty when there is none."""

    rows: int
    seals: int
    unsealed: int
    finding: str
    seconds: float

    @property
    def intact(self) -> bool:
        return not self.finding


def verify() -> Verdict:
    """Read every seal and every sealed event in order, a page at a time; stops at the first contradiction."""
    started = time.perf_counter()
    rows = seals = 0
    last_id = BEFORE_ALL
    previous = finding = ""
    read = _Reader()
    for each in _seals():
        finding = _wrong_seal(each, seals + 1, previous) or read.compare(each)
        if finding:
            break
        rows, seals, last_id, previous = rows + each.rows, seals + 1, each.last_id, each.mac
    finding = finding or _against_anchors(seals)
    unsealed = Event.objects.filter(pk__gt=last_id).count() if not finding else 0
    return Verdict(rows, seals, unsealed, finding, time.perf_counter() - started)


def verify_and_keep() -> Verdict:
    """`verify`, its outcome kept for the trail's page and the health page."""
    verdict = verify()
    Verification(
        at=clock.now(),
        rows=verdict.rows,
        seals=verdict.seals,
        unsealed=verdict.unsealed,
        finding=verdict.finding[:300],
        seconds=verdict.seconds,
    ).save()
    return verdict


def _seals() -> Iterator[Seal]:
    """The seals there are now, in order; those added meanwhile are for the next reading."""
    highest = Seal.objects.order_by("-number").values_list("number", flat=True).first() or 0
    after = 0
    while page := list(Seal.objects.filter(number__gt=after, number__lte=highest).order_by("number")[:SEALS_AT_ONCE]):
        yield from page
        after = page[-1].number


def _wrong_seal(seal: Seal, number: int, previous: str) -> str:
    if seal.number != number:
        return f"封印 {number} 缺失（其后是封印 {seal.number}）"
    if seal.form.split("-")[0] not in DIGESTS or mac_of(seal, previous) != seal.mac:
        return f"封印 {seal.number} 被修改（事件 {seal.first_id} 至 {seal.last_id}）"
    return ""


class _Reader:
    """The sealed events as a stream that goes on from seal to seal; a new one where the form changes."""

    def __init__(self) -> None:
        self.form = ""
        self.stream: Iterator[bytes] = iter(())
        self.last_id = BEFORE_ALL
        self.end = Seal.objects.order_by("-number").values_list("last_id", flat=True).first() or 0

    def compare(self, seal: Seal) -> str:
        """What is wrong with the first differing event of the seal; empty when all are as they were."""
        if seal.form != self.form:
            self.form = seal.form
            self.stream = records(seal.form, after=self.last_id, up_to=self.end)
        expected = bytes(seal.records)
        found = b"".join(islice(self.stream, seal.rows))
        self.last_id = seal.last_id
        return "" if found == expected else _first_difference(expected, found)


def _first_difference(expected: bytes, found: bytes) -> str:
    for due, there in zip(_split(expected), chain(_split(found), [b""]), strict=False):
        if due == there:
            continue
        due_id, there_id = _id(due), _id(there)
        if not there or there_id > due_id:
            return f"事件 {due_id} 缺失"
        if there_id < due_id:
            return f"事件 {there_id} 是后来插入的"
        return f"事件 {due_id} 被修改"
    return "事件记录与封印不一致"


def _id(record: bytes) -> int:
    return int.from_bytes(record[:8], "big", signed=True)


def _split(body: bytes) -> Iterator[bytes]:
    return (body[at : at + RECORD] for at in range(0, len(body), RECORD))


def _against_anchors(seals: int) -> str:
    """The heads outside the database must be in it: a chain whose end was cut off is shorter than its file."""
    heads = anchors.latest()
    if heads and heads[-1].number > seals:
        return f"封印 {seals + 1} 至 {heads[-1].number} 缺失：链尾被截去（应有事件至 {heads[-1].last_id}）"
    known = dict(Seal.objects.filter(number__in=[head.number for head in heads]).values_list("number", "mac"))
    for head in heads:
        if known.get(head.number) != head.mac:
            return f"封印 {head.number} 与库外存证不一致：链被整体改写"
    return ""
