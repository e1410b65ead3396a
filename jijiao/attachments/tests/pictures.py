"""Pictures for tests: honest ones and hostile ones."""

import io
import random
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

SCRIPT = b"<script>alert(document.domain)</script>"


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> bytes:
    """A picture with a gradient, as a file of Pillow's format `kind`."""
    grey = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (grey, grey.transpose(Image.Transpose.FLIP_LEFT_RIGHT), grey)).convert(mode)
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    """A JPEG of 60 x 40 that lies on its side and says where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees
    exif[0x010F] = "CanaryCamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 39.0, 7.0), 3: "E", 4: (117.0, 0.0, 1.0)})
    return picture("JPEG", exif=exif.tobytes())


def png_of(width: int, height: int) -> bytes:
    """A PNG that claims a size and packs its zeros as tightly as deflate can."""
    rows = zlib.compress(b"\0" * min(height * (width // 8 + 1), 90_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + _chunk(b"IDAT", rows)
        + _chunk(b"IEND", b"")
    )


def mutations(count: int, seed: int = 7) -> Iterator[bytes]:
    """Damaged pictures: flipped bytes, cuts, doubled and zeroed stretches, foreign headers, of all four formats."""
    dice = random.Random(seed)
    sources = [
        picture("PNG"),
        picture("PNG", mode="P"),
        picture("JPEG"),
        picture("JPEG", mode="CMYK"),
        picture("JPEG", progressive=True),
        picture("GIF", mode="P"),
        picture("BMP"),
        picture("BMP", mode="1"),
        photo_with_place(),
    ]
    for number in range(count):
        file = bytearray(sources[number % len(sources)])
        for _ in range(dice.choice((1, 2, 8, 64))):
            where = dice.randrange(len(file))
            match dice.randrange(5):
                case 0:
                    file[where] ^= 1 << dice.randrange(8)
                case 1:
                    file[where : where + 4] = dice.randbytes(4)
                case 2:
                    file[where : where + 30] = b"\xff" * 30
                case 3:
                    file = file[: max(where, 12)]
                case _:
                    file[where:where] = file[where : where + 40]
        yield bytes(file)


def polyglots() -> Iterator[bytes]:
    """Pictures that are also something else: a page, a script, an archive, a document."""
    for tail in (SCRIPT, b"PK\x03\x04" + SCRIPT, b"%PDF-1.7 " + SCRIPT, b"<?php system($_GET[0]);" + SCRIPT):
        for kind in ("PNG", "JPEG", "GIF", "BMP"):
            yield picture(kind) + tail
    yield picture("GIF", mode="P", comment=SCRIPT)
    yield picture("JPEG", comment=SCRIPT)
    png = picture("PNG")
    yield png[:33] + _chunk(b"tEXt", b"Comment\0" + SCRIPT) + png[33:]


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
