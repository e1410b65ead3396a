"""The chain: sealing in order, and naming the first row that was altered, removed or slipped in."""

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import Settings

from jijiao.audit import sealing
from jijiao.audit.actions import record
from jijiao.audit.models import AppendOnly, Event, Seal, Verification
from jijiao.audit.sealing import seal
from jijiao.audit.tags import Tag
from jijiao.audit.verifying import verify
from jijiao.lib.actor import SYSTEM
from jijiao.testing.trail import triggers_off

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_anchors(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def events(count: int) -> list[int]:
    for number in range(count):
        record(SYSTEM, Tag.ROLE_INSTALL, names=[f"第 {number} 条", "a|b"], hours=1.5)
    return list(Event.objects.order_by("pk").values_list("pk", flat=True))


def sealed(count: int, monkeypatch: pytest.MonkeyPatch, batch: int = 4) -> list[int]:
    monkeypatch.setattr(sealing, "BATCH", batch)
    ids = events(count)
    assert seal(by=SYSTEM) == count
    return ids


def sql(statement: str, *values: Any) -> None:
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_what_is_sealed_verifies_and_sealing_again_adds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed(10, monkeypatch)
    assert [row.rows for row in Seal.objects.order_by("number")] == [4, 4, 2]
    assert seal(by=SYSTEM) == 0
    events(1)
    verdict = verify()
    assert (verdict.intact, verdict.rows, verdict.seals, verdict.unsealed) == (True, 10, 3, 1)


@pytest.mark.parametrize("at", [0, 3, 5, 9])
def test_the_first_altered_row_is_named(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    ids = sealed(10, monkeypatch)
    sql("UPDATE audit_event SET actor = '别人' WHERE id >= %s", ids[at])
    assert verify().finding == f"事件 {ids[at]} 被修改"


@pytest.mark.parametrize("column", ["at", "tag", "account_id", "unit_id", "subject_id", "about_unit_id", "particulars"])
def test_no_column_can_be_altered_unseen(monkeypatch: pytest.MonkeyPatch, column: str) -> None:
    ids = sealed(3, monkeypatch)
    forged = {"at": datetime(2020, 1, 1, tzinfo=UTC), "tag": "x.y", "particulars": "{}"}.get(column, 7)
    sql(f"UPDATE audit_event SET {column} = %s WHERE id = %s", forged, ids[1])  # noqa: S608
    assert verify().finding == f"事件 {ids[1]} 被修改"


def test_the_first_missing_row_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = sealed(10, monkeypatch)
    sql("DELETE FROM audit_event WHERE id IN (%s, %s)", ids[4], ids[6])
    assert verify().finding == f"事件 {ids[4]} 缺失"
    sql("DELETE FROM audit_event")
    assert verify().finding == f"事件 {ids[0]} 缺失"


@pytest.mark.parametrize("number", [0, 6])
def test_a_row_slipped_in_is_named(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    ids = events(10)
    # a transaction that was rolled back leaves such a gap between the ids
    sql("DELETE FROM audit_event WHERE id = %s", ids[number])
    monkeypatch.setattr(sealing, "BATCH", 4)
    seal(by=SYSTEM)
    assert verify().intact
    columns = "at, tag, actor, subject, particulars"
    sql(f"INSERT INTO audit_event (id, {columns}) SELECT %s, {columns} FROM audit_event LIMIT 1", ids[number])  # noqa: S608
    assert verify().finding == f"事件 {ids[number]} 是后来插入的"


def test_a_seal_altered_or_taken_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = sealed(10, monkeypatch)
    with triggers_off():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE audit_seal SET last_id = last_id + 1 WHERE number = 2")
        assert verify().finding == f"封印 2 被修改（事件 {ids[4]} 至 {ids[7] + 1}）"
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM audit_seal WHERE number = 2")
        assert verify().finding == "封印 2 缺失（其后是封印 3）"


@pytest.mark.django_db(transaction=True)
def test_an_end_that_was_cut_off_contradicts_the_file_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = sealed(10, monkeypatch)
    assert verify().intact
    sql("DELETE FROM audit_event WHERE id > %s", ids[3])
    sql("DELETE FROM audit_seal WHERE number > 1")
    assert verify().finding.startswith("封印 2 至 3 缺失：链尾被截去")


def test_the_command_names_the_row_and_keeps_the_outcome(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = sealed(5, monkeypatch)
    call_command("verify_audit")
    assert "intact: 5 events" in capsys.readouterr().out
    sql("UPDATE audit_event SET tag = 'x.y' WHERE id = %s", ids[2])
    with pytest.raises(CommandError, match=f"事件 {ids[2]} 被修改"):
        call_command("verify_audit")
    assert [row.finding for row in Verification.objects.order_by("pk")] == ["", f"事件 {ids[2]} 被修改"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_event",
        "DELETE FROM audit_seal",
        "UPDATE audit_event SET actor = ''",
        "UPDATE audit_seal SET rows = 0",
    ],
)
def test_the_database_itself_refuses(monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    sealed(2, monkeypatch)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_models_refuse_too() -> None:
    events(1)
    event = Event.objects.get()
    for act in (event.save, event.delete, Event.objects.all().delete, lambda: Event.objects.update(tag="x")):
        with pytest.raises(AppendOnly):
            act()


@pytest.mark.django_db(transaction=True)
def test_nothing_appears_below_what_counts_as_settled() -> None:
    """A transaction that took its id early and commits late (PostgreSQL); SQLite writes one after the other."""
    events(1)
    recorded, may_end = threading.Event(), threading.Event()

    def slow_writer() -> None:
        try:
            with transaction.atomic():
                record(SYSTEM, Tag.ROLE_INSTALL)
                recorded.set()
                may_end.wait(10)
        finally:
            connection.close()

    writer = threading.Thread(target=slow_writer)
    writer.start()
    assert recorded.wait(10)
    if connection.vendor == "postgresql":
        record(SYSTEM, Tag.ROLE_INSTALL)
        assert sealing.settled_up_to(patience=0.1) is None
    settled = sealing.settled_up_to(patience=0.1) or 0
    may_end.set()
    writer.join()
    late = max(set(Event.objects.values_list("pk", flat=True)) - {settled})
    assert late > settled
    assert seal(by=SYSTEM) == Event.objects.count()
    assert verify().intact


def test_the_national_digest_may_follow_the_other_in_one_chain(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    sealed(5, monkeypatch)
    settings.NATIONAL_CRYPTOGRAPHY = True
    ids = events(3)
    seal(by=SYSTEM)
    assert {row.form.split("-")[0] for row in Seal.objects.all()} == {"sha256", "sm3"}
    assert verify().intact
    sql("UPDATE audit_event SET tag = 'x.y' WHERE id = %s", ids[-1])
    assert verify().finding == f"事件 {ids[-1]} 被修改"
