"""Proof of work: a sum that costs a browser a second and nobody's data, instead of a picture to read.

The browser looks for a number whose SHA-256 together with the puzzle begins with so many zero bits. The puzzle is
signed, so the server remembers nothing but that one was used.
"""

import hashlib
import secrets

from django.core import signing

from jijiao.lib import clock
from jijiao.web import limits

SALT = "security.puzzles"
LIFE = 10 * 60  # seconds
EASIEST, HARDEST = 14, 18  # zero bits: 16 thousand to 262 thousand hashes on average
ROOM_FOR_OFFICES = 50


def bits_for(failures: int) -> int:
    """How hard a puzzle a network gets after so many `failures`; an office that mistypes gets the easiest."""
    return min(HARDEST, EASIEST + failures // ROOM_FOR_OFFICES)


def issue(bits: int = EASIEST) -> str:
    """A new puzzle: bits.until.random:signature."""
    until = int(clock.now().timestamp()) + LIFE
    return signing.Signer(salt=SALT).sign(f"{bits}.{until}.{secrets.token_hex(8)}")


def solved(puzzle: str, number: str) -> bool:
    """Whether `number` solves a puzzle of ours that has not expired; a puzzle is good once."""
    try:
        bits, until, random = signing.Signer(salt=SALT).unsign(puzzle).split(".")
    except (signing.BadSignature, ValueError):
        return False
    if int(until) < clock.now().timestamp() or len(number) > 12 or not (number.isascii() and number.isdecimal()):
        return False
    return zero_bits(puzzle, number) >= int(bits) and limits.take(f"puzzle:{random}", 1, LIFE)


def zero_bits(puzzle: str, number: str) -> int:
    """With how many zero bits the hash begins."""
    digest = hashlib.sha256(f"{puzzle}:{number}".encode()).digest()
    return len(digest) * 8 - int.from_bytes(digest, "big").bit_length()
