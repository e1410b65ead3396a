"""Turning an uploaded file into a clean image, or into the sentence that says why not (domain 4.11, manual part 1)."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jijiao.attachments import reencode
from jijiao.lib.refusal import Refusal

MAX_BYTES = 1024 * 1024
TIMEOUT = 30  # seconds of wall clock for one batch, above the child's own limit of processor time

SENTENCES = {
    "size": "图片超过 1M，请压缩后再上传。",
    "empty": "这个文件是空的，请重新选择图片。",
    "other": "这不是图片文件，请上传 jpg、jpeg、gif、bmp 或 png 格式的图片。",
    "pdf": "这是 PDF 文件，请截图或导出为 jpg、png 图片后再上传。",
    "webp": "这是 WebP 图片，请另存为 jpg 或 png 格式后再上传。",
    "heic": "这是 HEIC 图片，请在手机相机设置里改用“兼容性最佳”，或另存为 jpg 后再上传。",
    "broken": "图片不完整或已损坏，请重新拍照或另存后再上传。",
    "pixels": "图片超过 2000 万像素，请缩小尺寸后再上传。",
    "side": "图片的宽或高超过 8000 像素，请缩小尺寸后再上传。",
}


class UnfitImage(Refusal):
    """The file is not kept. `code` is the key of its sentence."""

    def __init__(self, message: str, field: str | None = None, code: str = "other") -> None:
        super().__init__(message, field)
        self.code = code


@dataclass(frozen=True, slots=True)
class CleanImage:
    """A picture drawn anew: `kind` is "jpeg" or "png", sides in pixels."""

    kind: str
    content: bytes
    width: int
    height: int


def clean(source: bytes) -> CleanImage:
    """The picture in `source`; raises UnfitImage."""
    result = clean_each([source])[0]
    if isinstance(result, UnfitImage):
        raise result
    return result


def clean_each(sources: Sequence[bytes]) -> list[CleanImage | UnfitImage]:
    """One result per source, in order. One child process opens them all.

    A source that kills the child is refused as broken; a new child takes the ones after it.
    """
    results: list[CleanImage | UnfitImage] = []
    while len(results) < len(sources):
        rest = sources[len(results) :]
        refusal = _refused_unopened(rest[0])
        if refusal:
            results.append(refusal)
            continue
        opened = next((n for n, source in enumerate(rest) if _refused_unopened(source)), len(rest))
        answers = _ask_child(rest[:opened])
        results += answers or [_unfit("broken")]
    return results


def _refused_unopened(source: bytes) -> UnfitImage | None:
    if not source:
        return _unfit("empty")
    return _unfit("size") if len(source) > MAX_BYTES else None


def _unfit(code: str) -> UnfitImage:
    return UnfitImage(SENTENCES[code], code=code)


def _ask_child(sources: Sequence[bytes]) -> list[CleanImage | UnfitImage]:
    """Answers up to the first source that the child did not survive."""
    frames = b"".join(len(source).to_bytes(4, "big") + source for source in sources)
    # -I: no environment variables, no user site, no current directory on the path
    command = [sys.executable, "-I", "-B", str(Path(reencode.__file__))]
    try:
        done = subprocess.run(command, input=frames, capture_output=True, timeout=TIMEOUT, env={}, check=False)
        output = done.stdout
    except subprocess.TimeoutExpired as late:
        output = late.stdout or b""
    return _read(output)


def _read(output: bytes) -> list[CleanImage | UnfitImage]:
    answers: list[CleanImage | UnfitImage] = []
    while b"\n" in output:
        line, output = output.split(b"\n", 1)
        head = json.loads(line)
        if "code" in head:
            answers.append(_unfit(head["code"]))
            continue
        content, output = output[: head["size"]], output[head["size"] :]
        if len(content) < head["size"]:
            break
        answers.append(CleanImage(head["kind"], content, head["width"], head["height"]))
    return answers
