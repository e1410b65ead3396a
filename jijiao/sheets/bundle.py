"""Writing several files as one ZIP."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile


def bundled(files: Iterable[tuple[str, str | bytes]]) -> bytes:
    """A ZIP of files by their name inside it, in the order given; each is let go once it is written."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return target.getvalue()
