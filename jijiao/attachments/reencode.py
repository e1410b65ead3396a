"""The child process that opens untrusted images: it draws them anew, so that nothing but the picture comes out.

Run as a script, alone, under limits: reads frames from standard input, writes one answer a frame. It imports nothing
of this project. A frame is 4 bytes of length (big-endian) and that many bytes of file. An answer is one line of JSON,
either {"code": ...} (why it is refused) or {"kind", "width", "height", "size"} followed by `size` bytes.
"""

import io
import json
import resource
import sys
import warnings
from importlib import import_module
from typing import BinaryIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "GIF", "BMP")
MAX_PIXELS = 20_000_000
MAX_SIDE = 8_000
MAX_OUTPUT = 1024 * 1024
MEMORY = 768 * 1024 * 1024
SECONDS = 20
QUALITIES = (88, 75, 60)
# what Pillow imports only when a file asks for it: EXIF in a JPEG, several pictures in one JPEG
LAZY = ("TiffImagePlugin", "MpoImagePlugin")

SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM")

# what people try instead of an image, by its first bytes
TELLTALES = (
    (0, b"%PDF", "pdf"),
    (8, b"WEBP", "webp"),
    (4, b"ftyphei", "heic"),
    (4, b"ftypmif1", "heic"),
    (4, b"ftypavif", "heic"),
)


class Unfit(Exception):
    """This file is not kept; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def reencode(source: bytes) -> tuple[str, bytes, int, int]:
    """Kind ("jpeg" or "png"), new content, width and height in pixels of the picture in `source`; raises Unfit.

    The picture is turned as its EXIF says and then loses EXIF, ICC profile, comments and everything behind its end.
    Of an animation the first frame is kept.
    """
    image = _open(source)
    width, height = image.size
    if max(width, height) > MAX_SIDE:
        raise Unfit("side")
    if width * height > MAX_PIXELS:
        raise Unfit("pixels")
    was_jpeg = image.format in ("JPEG", "MPO")  # MPO: phones put several pictures into one JPEG
    try:
        image.load()
        image = ImageOps.exif_transpose(image)
        image = _plain(image)
    except Exception as error:  # a decoder may raise anything on a broken file
        raise Unfit("broken") from error
    kind, content = _jpeg(image) if was_jpeg else _png_if_small(image)
    return kind, content, image.width, image.height


def _open(source: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(source), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit("pixels") from error
    except Exception as error:
        for offset, mark, code in TELLTALES:
            if source[offset : offset + len(mark)] == mark:
                raise Unfit(code) from error
        raise Unfit("broken" if source.startswith(SIGNATURES) else "other") from error


def _plain(image: Image.Image) -> Image.Image:
    """Pixels only, in RGB or RGBA or grey: a new image without any of the old one's attributes."""
    if image.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        image = image.convert("I").point([value / 256 for value in range(65536)], "L")
    elif image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode in ("1", "L"):
        image = image.convert("L")
    elif image.mode in ("LA", "PA", "RGBA", "RGBa", "La"):
        image = image.convert("RGBA")
    else:
        image = image.convert("RGB")
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _png_if_small(image: Image.Image) -> tuple[str, bytes]:
    """PNG keeps scans and screenshots sharp; a photograph that grows beyond the limit becomes JPEG."""
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False)
    return ("png", out.getvalue()) if out.tell() <= MAX_OUTPUT else _jpeg(image)


def _jpeg(image: Image.Image) -> tuple[str, bytes]:
    if image.mode == "RGBA":
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    for quality in QUALITIES:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality)
        if out.tell() <= MAX_OUTPUT:
            break
    return "jpeg", out.getvalue()


def warm_up() -> None:
    """Load every module that opening and saving need, for afterwards no file can be opened."""
    for module in LAZY:
        import_module(f"PIL.{module}")
    exif = Image.Exif()
    exif[0x0112] = 6
    for kind in FORMATS:
        out = io.BytesIO()
        Image.new("P", (1, 1)).convert("RGB").save(out, kind, exif=exif.tobytes())
        reencode(out.getvalue())


def confine() -> None:
    """Give up what drawing does not need: memory, time, files, processes, core dumps."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(limit, (value, value))


def answer(frames: BinaryIO, answers: BinaryIO) -> None:
    """Answer frame after frame until the input ends."""
    while len(head := frames.read(4)) == 4:
        source = frames.read(int.from_bytes(head, "big"))
        content = b""
        try:
            kind, content, width, height = reencode(source)
            line: dict[str, object] = {"kind": kind, "width": width, "height": height, "size": len(content)}
        except Unfit as unfit:
            line = {"code": unfit.code}
        except MemoryError:
            line = {"code": "pixels"}
        answers.write(json.dumps(line).encode() + b"\n" + content)
        answers.flush()


if __name__ == "__main__":
    warm_up()
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    confine()
    answer(sys.stdin.buffer, sys.stdout.buffer)
