"""Keeping, claiming and letting go of attachments."""

from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from jijiao.attachments import actions, files
from jijiao.attachments.images import UnfitImage, clean_each
from jijiao.attachments.models import Attachment
from jijiao.attachments.tests.pictures import picture
from jijiao.lib import clock
from jijiao.lib.actor import VISITOR, Nobody
from jijiao.lib.refusal import Refusal
from jijiao.vault.seal import CannotOpen

pytestmark = pytest.mark.django_db

LI = Nobody("李", account_id=11)  # type: ignore[arg-type]
WANG = Nobody("王", account_id=12)  # type: ignore[arg-type]


def keep(by: Nobody = LI, session_key: str | None = None, name: str = "通知.png") -> Attachment:
    return actions.keep(ContentFile(picture(), name), by=by, session_key=session_key)


def test_the_stored_file_is_sealed_under_a_random_name() -> None:
    attachment = keep()

    raw = default_storage.open(attachment.stored_as).read()
    assert b"PNG" not in raw
    assert files.read(attachment.stored_as)[:8] == b"\x89PNG\r\n\x1a\n"
    assert attachment.stored_as.startswith("attachments/")
    assert "通知" not in attachment.stored_as
    assert (attachment.name, attachment.width, attachment.height) == ("通知.png", 60, 40)


def test_a_stored_file_moved_over_another_does_not_open() -> None:
    one, other = keep(), keep()
    raw = default_storage.open(one.stored_as).read()
    default_storage.delete(other.stored_as)
    default_storage.save(other.stored_as, ContentFile(raw))

    with pytest.raises(CannotOpen):
        files.read(other.stored_as)


def test_what_is_no_image_is_not_kept() -> None:
    with pytest.raises(UnfitImage, match="不是图片文件"):
        actions.keep(ContentFile(b"#!/bin/sh", "a.png"), by=LI)

    assert not Attachment.everywhere.exists()


def test_only_the_uploader_claims_and_only_once() -> None:
    first, second = keep(), keep()

    with pytest.raises(Refusal, match="请重新上传"):
        actions.claim([first.ref], by=WANG)
    claimed = actions.claim([second.ref, first.ref, second.ref], by=LI)
    with pytest.raises(Refusal, match="请重新上传"):
        actions.claim([first.ref], by=LI)

    assert claimed == [second, first]


def test_a_visitor_is_known_by_the_session() -> None:
    attachment = keep(VISITOR, "session-one")
    assert "session-one" not in attachment.session_digest

    for key in (None, "", "session-two"):
        with pytest.raises(Refusal):
            actions.claim([attachment.ref], by=VISITOR, session_key=key)

    assert actions.claim([attachment.ref], by=VISITOR, session_key="session-one") == [attachment]


def test_a_visitor_without_a_session_keeps_nothing() -> None:
    with pytest.raises(ValueError, match="session"):
        keep(VISITOR)


def test_a_claim_is_whole_or_nothing() -> None:
    mine, foreign = keep(), keep(WANG)

    with pytest.raises(Refusal):
        actions.claim([mine.ref, foreign.ref], by=LI)

    mine.refresh_from_db()
    assert not mine.is_claimed


def test_an_edited_owner_sends_its_own_again() -> None:
    (old,) = actions.claim([keep(WANG).ref], by=WANG)
    new = keep()

    assert actions.claim([old.ref, new.ref], by=LI, owned=[old]) == [old, new]


@pytest.mark.django_db(transaction=True)
def test_uploads_nobody_claims_go_after_a_day() -> None:
    (claimed,) = actions.claim([keep().ref], by=LI)
    forgotten = keep()

    assert actions.expire() == 0
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert actions.expire() == 1

    assert list(Attachment.everywhere.all()) == [claimed]
    assert default_storage.exists(claimed.stored_as)
    assert not default_storage.exists(forgotten.stored_as)


@pytest.mark.django_db(transaction=True)
def test_released_attachments_are_gone_with_their_files() -> None:
    (attachment,) = actions.claim([keep().ref], by=LI)

    actions.release([attachment], by=LI)

    assert not Attachment.everywhere.exists()
    assert not default_storage.exists(attachment.stored_as)


def test_files_without_a_row_are_swept() -> None:
    stray = files.store(b"left by a rolled-back transaction")
    attachment = keep()

    assert stray not in files.older_than(clock.now() - timedelta(hours=24))
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert actions.sweep() >= 1

    assert not default_storage.exists(stray)
    assert default_storage.exists(attachment.stored_as)


def test_visitors_of_one_network_share_an_hourly_quota_whatever_their_sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "VISITORS_AN_HOUR", 2)
    opened: list[int] = []

    def counted(raw: list[bytes]) -> object:
        opened.append(len(raw))
        return clean_each(raw)

    monkeypatch.setattr(actions, "clean_each", counted)

    def kinds(session_key: str, network: str = "10.1.2.3", by: Nobody = VISITOR) -> list[str]:
        sent = [ContentFile(picture(), "通知.png") for _ in range(3)]
        kept = actions.keep_each(sent, by=by, session_key=session_key, network=network)
        return [str(each) if isinstance(each, Refusal) else "kept" for each in kept]

    with clock.frozen(datetime(2026, 3, 2, 9, tzinfo=clock.SHANGHAI)):
        full = "您所在的网络一小时内上传的图片已达 2 张，请一小时后再传。"
        assert kinds("one") == ["kept", "kept", full]
        assert kinds("two") == [full] * 3
        assert kinds("two", "10.1.2.4") == ["kept", "kept", full]
        assert kinds("", by=LI) == ["kept"] * 3
    assert opened == [2, 0, 2, 3]
    with clock.frozen(datetime(2026, 3, 2, 10, 1, tzinfo=clock.SHANGHAI)):
        assert kinds("one")[:2] == ["kept", "kept"]


def test_a_day_has_a_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "A_DAY", 2)
    with clock.frozen(datetime(2026, 3, 2, 9, tzinfo=clock.SHANGHAI)):
        keep()
        keep()
        with pytest.raises(actions.TooMany, match="请明天再传"):
            keep()
        keep(WANG)
    with clock.frozen(datetime(2026, 3, 3, 10, tzinfo=clock.SHANGHAI)):
        keep()
