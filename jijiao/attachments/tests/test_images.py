"""Untrusted images: what comes out of the child process is a plain picture or a sentence."""

import io
import random

import pytest
from PIL import Image

from jijiao.attachments.images import MAX_BYTES, CleanImage, UnfitImage, clean, clean_each
from jijiao.attachments.tests.pictures import SCRIPT, mutations, photo_with_place, picture, png_of, polyglots

KINDS = [("JPEG", "jpeg"), ("PNG", "png"), ("GIF", "png"), ("BMP", "png")]


@pytest.mark.parametrize(("sent", "kept"), KINDS)
def test_every_format_of_the_manual_is_drawn_anew(sent: str, kept: str) -> None:
    result = clean(picture(sent))

    assert (result.kind, result.width, result.height) == (kept, 60, 40)
    assert Image.open(io.BytesIO(result.content)).format == kept.upper()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixel_survives(mode: str) -> None:
    source = Image.new(mode, (9, 5), 0) if mode == "I;16" else Image.open(io.BytesIO(picture())).convert(mode)
    out = io.BytesIO()
    source.save(out, "PNG")

    assert clean(out.getvalue()).kind == "png"


def test_a_photograph_loses_its_place_and_stands_upright() -> None:
    source = photo_with_place()
    assert b"CanaryCamera" in source

    result = clean(source)

    assert (result.width, result.height) == (40, 60)
    assert not Image.open(io.BytesIO(result.content)).getexif()
    assert b"CanaryCamera" not in result.content
    assert b"Exif" not in result.content


def test_a_picture_that_is_also_a_page_comes_out_clean() -> None:
    sources = list(polyglots())
    assert all(SCRIPT in source for source in sources)

    for result in clean_each(sources):
        assert isinstance(result, CleanImage)
        assert b"script" not in result.content
        assert b"php" not in result.content


REFUSED = [
    (b"", "empty", "空的"),
    (b"\0" * (MAX_BYTES + 1), "size", "请压缩后再上传"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "other", "不是图片文件"),
    (b"<html><script>alert(1)</script></html>", "other", "不是图片文件"),
    (b"MZ\x90\0" + b"\0" * 400, "other", "不是图片文件"),
    (b"%PDF-1.7\n" + b"\0" * 100, "pdf", "PDF"),
    (b"\0\0\0\x18ftypheic" + b"\0" * 40, "heic", "HEIC"),
    (picture("WEBP"), "webp", "WebP"),
    (picture("TIFF"), "other", "不是图片文件"),
    (picture("PNG", size=(300, 300))[:600], "broken", "不完整"),
    (png_of(30_000, 30_000), "pixels", "2000 万"),
    (png_of(8_001, 10), "side", "8000"),
    (png_of(7_000, 7_000), "pixels", "2000 万"),
]


@pytest.mark.parametrize(("source", "code", "words"), REFUSED, ids=[f"{n}-{row[1]}" for n, row in enumerate(REFUSED)])
def test_each_refusal_says_what_to_do(source: bytes, code: str, words: str) -> None:
    with pytest.raises(UnfitImage, match=words) as refused:
        clean(source)

    assert refused.value.code == code


def test_a_bomb_at_the_edge_of_the_limits_is_drawn_within_them() -> None:
    assert clean(png_of(8_000, 2_500)).width == 8_000


def test_a_noisy_picture_does_not_grow_beyond_the_limit() -> None:
    noise = Image.frombytes("RGB", (590, 590), random.Random(1).randbytes(590 * 590 * 3))
    out = io.BytesIO()
    noise.save(out, "BMP")
    assert len(out.getvalue()) < MAX_BYTES

    assert len(clean(out.getvalue()).content) <= MAX_BYTES


def test_damaged_pictures_never_break_the_server() -> None:
    sources = list(mutations(450))

    results = clean_each(sources)

    assert len(results) == len(sources)
    drawn = [result for result in results if isinstance(result, CleanImage)]
    assert 50 < len(drawn) < len(sources)
    for result in drawn:
        with Image.open(io.BytesIO(result.content)) as image:
            image.verify()
    assert {result.code for result in results if isinstance(result, UnfitImage)} <= {
        "other",
        "broken",
        "side",
        "pixels",
    }


def test_a_file_that_kills_the_child_is_refused_and_the_next_ones_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    import jijiao.attachments.images as images

    monkeypatch.setattr(images, "reencode", _DeadlyChild)

    results = clean_each([picture(), b"die", picture("JPEG")])

    assert [type(result) for result in results] == [CleanImage, UnfitImage, CleanImage]


class _DeadlyChild:
    """Stands for the child's module: a script that dies on one file as a crashed decoder would."""

    __file__ = str(__import__("pathlib").Path(__file__).with_name("deadly_child.py"))
