"""Tidying what people type, before any rule looks at it: full-width signs, invisible characters, stray blanks."""

import re
import unicodedata

# full-width ASCII (FF01-FF5E) and the ideographic space; NFKC is not used, for it rewrites rare Chinese characters
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_BLANKS = re.compile(r"\s+")


def half_width(text: str) -> str:
    """Full-width letters, digits, signs and blanks as half-width; Chinese characters are untouched."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def visible(text: str) -> str:
    """Without format characters (zero-width joiners, byte-order marks) that people paste without seeing them."""
    # no format character is printable, and nearly every text is
    return text if text.isprintable() else "".join(char for char in text if unicodedata.category(char) != "Cf")


def tidy(text: str) -> str:
    """One line: invisible characters removed, every run of blanks one blank, none at the ends."""
    if text.isprintable() and "  " not in text:  # the plain blank is the only printable one
        return text.strip(" ")
    return _BLANKS.sub(" ", visible(text)).strip()


def compact(text: str) -> str:
    """For numbers and codes: half-width, upper case, no blanks at all."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return _BLANKS.sub("", half_width(visible(text))).upper()
