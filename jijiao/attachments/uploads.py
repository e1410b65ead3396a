"""What a view calls so that a failed form keeps every file: good files are stored at once, hidden inputs name them.

The view calls `take(request, "evidence", limit=10)` and gives the form `as_files(kept)`, where an `AttachmentField`
reads it; the action claims `kept.refs`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

from jijiao.attachments.actions import keep_each
from jijiao.attachments.file_names import clean_name
from jijiao.attachments.models import Attachment
from jijiao.attachments.queries import uploaded
from jijiao.lib.actor import VISITOR, Actor
from jijiao.lib.refusal import Refusal


@dataclass
class Kept:
    """The files of one input as they now stand: `attachments` in order, `errors` one sentence per refused file."""

    name: str = ""
    limit: int = 10
    attachments: list[Attachment] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def refs(self) -> list[str]:
        return [attachment.ref for attachment in self.attachments]

    @property
    def is_full(self) -> bool:
        return len(self.attachments) >= self.limit


def take(
    request: HttpRequest, name: str, *, limit: int = 10, existing: Sequence[Attachment] = (), hindrance: str = ""
) -> Kept:
    """The files of input `name` after this POST: those kept before, less those ticked for removal, and the new ones.

    `existing` are attachments the edited object already owns. With a limit of 1 a new file replaces the old one.
    With a `hindrance` the new ones are not stored, and it is the sentence about each.
    """
    kept = Kept(name, limit, _earlier(request, name, existing))
    if len(kept.attachments) > limit:
        # sent beside those kept when the session had ended, see `keep_sent`
        kept.attachments = kept.attachments[-1:] if limit == 1 else kept.attachments[:limit]
    sent = [file for file in request.FILES.getlist(name) if isinstance(file, UploadedFile)]
    room = limit if limit == 1 else limit - len(kept.attachments)
    for file in sent[room:]:
        kept.errors.append(f"{_shown(file)}：最多 {limit} 张图片，这张没有保存，请先移除别的。")
    if hindrance:
        kept.errors += [f"{_shown(file)}：{hindrance}" for file in sent[:room]]
    elif sent[:room]:
        _add(kept, sent[:room], request)
    return kept


def keep_sent(request: HttpRequest, *, at_most: int) -> dict[str, list[Attachment]]:
    """The images among the first files of a request that no view looks at, by their input; see `adopt`."""
    kept: dict[str, list[Attachment]] = {}
    for name, sent in request.FILES.lists():
        files = [file for file in sent if isinstance(file, UploadedFile)][:at_most]
        at_most -= len(files)
        if files:
            each = Kept(name, len(files))
            _add(each, files, request)
            kept[name] = each.attachments
    return kept


def as_files(*kept: Kept) -> Any:
    """What a form takes as its files: `Form(request.POST, as_files(kept))`."""
    return {each.name: each for each in kept}


def session_key(request: HttpRequest) -> str | None:
    """The key that a visitor's uploads belong to."""
    return request.session.session_key


def uploader(request: HttpRequest) -> Actor:
    """Who uploads in this request: the current hat, else a visitor."""
    return getattr(request, "hat", None) or VISITOR


def _earlier(request: HttpRequest, name: str, existing: Sequence[Attachment]) -> list[Attachment]:
    signer = Signer(salt=f"attachments.{name}")
    removed = set(request.POST.getlist(f"{name}-remove"))
    refs = []
    for token in request.POST.getlist(f"{name}-kept"):
        try:
            refs.append(signer.unsign(token))
        except BadSignature:
            continue
    # the signature says that the page offered it, the database that it is this uploader's
    mine = uploaded(uploader(request), session_key(request)).filter(ref__in=refs, claimed_at__isnull=True)
    known = {attachment.ref: attachment for attachment in [*existing, *mine]}
    return [known[ref] for ref in dict.fromkeys(refs) if ref in known and ref not in removed]


def _add(kept: Kept, files: "Sequence[UploadedFile[Any]]", request: HttpRequest) -> None:
    by = uploader(request)
    if by.account_id is None and not request.session.session_key:
        request.session.create()
    network = str(request.META.get("REMOTE_ADDR", ""))
    results = keep_each(files, by=by, session_key=session_key(request), network=network)
    for file, result in zip(files, results, strict=True):
        if isinstance(result, Refusal):
            kept.errors.append(f"{_shown(file)}：{result}")
        elif kept.limit == 1:
            kept.attachments = [result]
        else:
            kept.attachments.append(result)


def _shown(file: "UploadedFile[Any]") -> str:
    """The name as the person knows it, with its own suffix, short enough for a message."""
    name = file.name or ""
    stem = clean_name(name, "png").removesuffix(".png")
    suffix = name.rpartition(".")[2] if "." in name else ""
    return f"{stem[:40]}.{suffix}" if suffix.isalnum() and len(suffix) <= 5 else stem[:40]
