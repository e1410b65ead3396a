"""The name a person sees for a file. What is stored never carries it (security D9)."""

import unicodedata

SUFFIXES = {"jpeg": ".jpg", "png": ".png"}
UNNAMED = "图片"
MAX_BYTES = 200  # with the suffix well below the 255 bytes that file systems allow

_UNSAFE = str.maketrans(dict.fromkeys('<>:"/\\|?*%', "_"))


def clean_name(name: str, kind: str) -> str:
    """`name` without folders, control and direction characters, at most 200 bytes, ending as its `kind` does.

    The suffix follows the content: a JPEG sent as `a.exe` is called `a.jpg`.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    shown = unicodedata.normalize("NFC", shown).translate(_UNSAFE)
    stem = shown.rpartition(".")[0] if "." in shown else shown
    stem = " ".join(stem.split()).strip(". ")
    suffix = SUFFIXES[kind]
    stem = stem.encode()[: MAX_BYTES - len(suffix)].decode(errors="ignore").rstrip()
    return (stem or UNNAMED) + suffix
