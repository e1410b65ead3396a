"""The parent's side of the reader: starts the child, feeds it the workbook, takes its lines, never waits for ever."""

import json
import os
import selectors
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import jijiao
from jijiao.lib.refusal import Refusal
from jijiao.sheets.reader import Limits

# seconds without an answer; the child's own limit is on its CPU time
TIMEOUT = 60
ROOT = Path(jijiao.__file__).parent.parent
TOO_WIDE = "文件无法读取：表格范围过大或文件已损坏。请只保留要导入的行和列，复制到新下载的模板中再上传。"


class SheetRefused(Refusal):
    """The whole file cannot be used; the sentence says why and what to do."""


def read(content: bytes, limits: Limits) -> Iterator[Any]:
    """The head, then each row as [number, cells]; SheetRefused where the child refuses, dies or falls silent.

    Whoever stops asking ends the child.
    """
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    command = [sys.executable, "-m", "jijiao.sheets.reader", json.dumps(asdict(limits))]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, env=environment | {"PYTHONIOENCODING": "utf-8"}, **pipes) as child:
        feeder = threading.Thread(target=_feed, args=(child.stdin, content), daemon=True)
        feeder.start()
        try:
            assert child.stdout is not None  # noqa: S101 - it is a pipe
            yield from answers(_lines(child.stdout))
        finally:
            child.kill()
            feeder.join()


def _feed(pipe: IO[bytes], content: bytes) -> None:
    try:
        with pipe:
            pipe.write(content)
    except BrokenPipeError:
        pass  # the child refused, or died; its answer (or none) says so


def answers(lines: Iterable[bytes]) -> Iterator[Any]:
    """What the child said, line by line; SheetRefused where it refused or did not come to an end."""
    begun = False
    for line in lines:
        answer = json.loads(line)
        if isinstance(answer, dict) and "refused" in answer:
            raise SheetRefused(answer["refused"])
        if isinstance(answer, dict) and "end" in answer:
            return
        if begun:
            yield from answer
        else:
            yield answer
        begun = True
    raise SheetRefused(TOO_WIDE)


def _lines(pipe: IO[bytes]) -> Iterator[bytes]:
    """Whole lines; SheetRefused after TIMEOUT seconds of silence."""
    rest = b""
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            if not selector.select(TIMEOUT):
                raise SheetRefused(TOO_WIDE)
            read = os.read(pipe.fileno(), 1 << 16)
            if not read:
                return
            *whole, rest = (rest + read).split(b"\n")
            yield from whole
