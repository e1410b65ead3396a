"""Digits read aloud, for those who cannot see the picture. Recorded from the Mandarin voice of eSpeak NG."""

import io
import secrets
import wave
from functools import cache
from pathlib import Path

RECORDINGS = Path(__file__).parent / "digits"
RATE = 8000  # samples a second, 8 bits each
SILENCE = b"\x80"


@cache
def _recording(digit: str) -> bytes:
    with wave.open(str(RECORDINGS / f"{digit}.wav")) as recorded:
        return recorded.readframes(recorded.getnframes())


def spoken(text: str) -> bytes:
    """A WAV file of the digits in `text`, with pauses of differing length and a little noise."""
    parts = [SILENCE * (RATE // 2)]
    for digit in text:
        parts += [_noisy(_recording(digit)), SILENCE * (RATE // 2 + secrets.randbelow(RATE // 3))]
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(1)
        out.setframerate(RATE)
        out.writeframes(b"".join(parts))
    return file.getvalue()


def _noisy(samples: bytes) -> bytes:
    """Never the same file twice: each sample off by at most two steps of 256."""
    noise = secrets.token_bytes(len(samples))
    return bytes(min(255, max(0, sample + off % 5 - 2)) for sample, off in zip(samples, noise, strict=True))
