"""Every write of attachments: keep, claim, release; what nobody claims goes after a day."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction

from jijiao.attachments import files
from jijiao.attachments.file_names import clean_name
from jijiao.attachments.images import MAX_BYTES, CleanImage, UnfitImage, clean_each
from jijiao.attachments.models import Attachment
from jijiao.attachments.queries import session_digest, uploaded
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.vault.seal import blind_index
from jijiao.web import limits

UNCLAIMED = timedelta(hours=24)
A_DAY = 300  # files an account or a session may upload in 24 hours (security D10)
VISITORS_AN_HOUR = 200  # files of the visitors of one network: an office registers its staff behind one address


class TooMany(Refusal):
    """The day's quota is used up."""


def keep(file: "File[Any]", *, by: Actor, session_key: str | None = None, network: str = "") -> Attachment:
    """Store one uploaded image for its uploader; raises UnfitImage or TooMany."""
    result = keep_each([file], by=by, session_key=session_key, network=network)[0]
    if isinstance(result, Refusal):
        raise result
    return result


def keep_each(
    files_: "Sequence[File[Any]]", *, by: Actor, session_key: str | None = None, network: str = ""
) -> list[Attachment | Refusal]:
    """One attachment or one refusal per file, in order. Needs an account or a session to belong to.

    A visitor has a new session for the asking, so what visitors upload is counted for their `network` as well.
    """
    if by.account_id is None and not session_key:
        raise ValueError("a visitor's upload needs a session")
    # before a picture is opened: that is what costs most
    room = len(files_) if by.account_id is not None else _room_of(network, len(files_))
    # one byte beyond the limit is enough to know
    pictures = clean_each([file.read(MAX_BYTES + 1) for file in files_[:room]])
    kept: list[Attachment | Refusal] = [
        picture if isinstance(picture, UnfitImage) else _keep(picture, file.name or "", by, session_key)
        for picture, file in zip(pictures, files_, strict=False)
    ]
    full = TooMany(f"您所在的网络一小时内上传的图片已达 {VISITORS_AN_HOUR} 张，请一小时后再传。")
    return kept + [full] * (len(files_) - room)


def _room_of(network: str, wanted: int) -> int:
    """How many of the wanted files visitors of this network may still upload; they are counted."""
    room = 0
    while room < wanted and limits.take(f"attachments-from:{network}", VISITORS_AN_HOUR, 60 * 60):
        room += 1
    return room


def _keep(picture: CleanImage, name: str, by: Actor, session_key: str | None) -> Attachment | Refusal:
    visitor = by.account_id is None
    owner = session_digest(session_key)[:32] if visitor else str(by.account_id)
    if not limits.take(f"attachments:{owner}", A_DAY, 24 * 60 * 60):
        return TooMany(f"今天上传的图片已达 {A_DAY} 张，请明天再传。")
    return Attachment.everywhere.create(
        name=clean_name(name, picture.kind),
        kind=picture.kind,
        size=len(picture.content),
        digest=blind_index("attachment", picture.content.hex()),
        width=picture.width,
        height=picture.height,
        stored_as=files.store(picture.content),
        uploaded_by=by.account_id,
        session_digest=session_digest(session_key) if visitor else "",
        created_at=clock.now(),
    )


@transaction.atomic
def claim(
    refs: Sequence[str], *, by: Actor, session_key: str | None = None, owned: Sequence[Attachment] = ()
) -> list[Attachment]:
    """Bind uploads to their owner, in the order of `refs`: only what this account or session uploaded, and only once.

    `owned` are the owner's present attachments, which an edited form may send again. Call it in the transaction
    that writes the owner's rows.
    """
    kept = {attachment.ref: attachment for attachment in owned}
    wanted = [ref for ref in dict.fromkeys(refs) if ref not in kept]
    # one statement decides: of two forms sent at once the second finds nothing to claim
    claimed = uploaded(by, session_key).filter(ref__in=wanted, claimed_at__isnull=True).update(claimed_at=clock.now())
    if claimed != len(wanted):
        raise Refusal("有附件已失效（上传后超过 24 小时未提交，或已用于别的申请），请重新上传。")
    kept |= {attachment.ref: attachment for attachment in Attachment.everywhere.filter(ref__in=wanted)}
    return [kept[ref] for ref in dict.fromkeys(refs)]


def adopt(refs: Sequence[str], *, by: Actor) -> None:
    """What a session without an account uploaded becomes the account's, once its author has signed in."""
    rows = Attachment.everywhere.filter(ref__in=refs, uploaded_by__isnull=True, claimed_at__isnull=True)
    rows.update(uploaded_by=by.account_id, session_digest="")


@transaction.atomic
def release(attachments: Sequence[Attachment], *, by: Actor) -> None:
    """Delete what its owner no longer shows. The owner's rows that point at it must be gone before."""
    _delete(list(attachments))


def expire() -> int:
    """Delete uploads nobody claimed within 24 hours; how many. Called hourly."""
    with transaction.atomic():
        late = Attachment.everywhere.filter(claimed_at__isnull=True, created_at__lt=clock.now() - UNCLAIMED)
        # locked where the database can: a claim that comes meanwhile wins or finds it gone
        rows = list(late.select_for_update(skip_locked=True)[:1000])
        _delete(rows)
    return len(rows)


def sweep() -> int:
    """Delete stored files without a row, left by rolled-back transactions or killed processes; how many."""
    stray = 0
    batch: list[str] = []
    for name in files.older_than(clock.now() - UNCLAIMED):
        batch.append(name)
        if len(batch) == 500:
            stray += _sweep(batch)
            batch = []
    return stray + _sweep(batch)


def _sweep(names: list[str]) -> int:
    known = set(Attachment.everywhere.filter(stored_as__in=names).values_list("stored_as", flat=True))
    stray = [name for name in names if name not in known]
    files.remove(stray)
    return len(stray)


def _delete(rows: list[Attachment]) -> None:
    names = [row.stored_as for row in rows]
    Attachment.everywhere.filter(pk__in=[row.pk for row in rows]).delete()
    transaction.on_commit(lambda: files.remove(names))
