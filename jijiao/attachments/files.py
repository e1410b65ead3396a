"""Where the content lies: sealed, under random names, so that a copied disk shows no licence."""

import base64
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from jijiao.vault.seal import seal, unseal

FOLDER = "attachments"


def store(content: bytes) -> str:
    """Keep `content`; its storage name, `attachments/ab/<32 random characters>`."""
    word = secrets.token_hex(16)
    name = f"{FOLDER}/{word[:2]}/{word}"
    # bound to its name: a file moved over another one does not open
    sealed = seal(base64.b64encode(content).decode(), name)
    stored = default_storage.save(name, ContentFile(sealed.encode()))
    if stored != name:
        raise RuntimeError("a random storage name was taken")
    return name


def read(name: str) -> bytes:
    """The plain content; FileNotFoundError when it is gone, CannotOpen when it was altered."""
    with default_storage.open(name, "rb") as file:
        return base64.b64decode(unseal(file.read().decode(), name))


def remove(names: Iterable[str]) -> None:
    """Delete; a name that is gone already is no error."""
    for name in names:
        default_storage.delete(name)


def older_than(moment: datetime) -> Iterable[str]:
    """Storage names of all files last written before `moment` (aware)."""
    for folder in _listed(FOLDER)[0]:
        for word in _listed(f"{FOLDER}/{folder}")[1]:
            name = f"{FOLDER}/{folder}/{word}"
            if default_storage.get_modified_time(name) < moment:
                yield name


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
