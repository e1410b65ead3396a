"""Secrets as files of their own (0600), made once and never overwritten."""

import os
import secrets
from pathlib import Path


def secret(folder: Path, name: str) -> str:
    """The secret called `name`: from the file that NAME_FILE points to, else from `folder`, where it is made once.

    64 random bytes, url-safe text. Made with O_EXCL so that two processes starting together agree on one value.
    """
    pointed = os.environ.get(f"JIJIAO_{name.upper()}_FILE")
    path = Path(pointed) if pointed else folder / name
    if not pointed and not path.exists():
        _make(path)
    return path.read_text().strip()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        # link() refuses to replace: whoever comes second takes the first one's secret
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
