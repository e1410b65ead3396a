"""A process that opens many workbooks: `python -m jijiao.sheets.tests.forking_reader LIMITS`.

Each is opened by the product's reader in a fork under the product's limits; only the start of an interpreter for each
is saved. Talks in messages of eight bytes of length and the content; SECONDS after a start the fork is killed and the
answer begins with HUNG.
"""

import json
import os
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import IO

from jijiao.sheets import reader

SECONDS = 10
HUNG = b"hung"


def main() -> None:
    # what each child would import first
    import python_calamine

    from jijiao.lib import refusal
    from jijiao.sheets import archive

    assert python_calamine
    assert refusal
    assert archive
    limits = reader.Limits(**json.loads(sys.argv[1]))
    while size := sys.stdin.buffer.read(8):
        content = sys.stdin.buffer.read(struct.unpack(">q", size)[0])
        answer = read(content, limits)
        sys.stdout.buffer.write(struct.pack(">q", len(answer)) + answer)
        sys.stdout.buffer.flush()


def read(content: bytes, limits: reader.Limits) -> bytes:
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(into, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
        try:
            reader.answer(content, limits)
        finally:
            os._exit(0)
    os.close(into)
    answer, until = b"", time.monotonic() + SECONDS
    while select.select([out], [], [], max(0, until - time.monotonic()))[0]:
        piece = os.read(out, 1 << 16)
        answer += piece
        if not piece:
            break
    else:
        answer = HUNG
        os.kill(child, signal.SIGKILL)
    os.close(out)
    os.waitpid(child, 0)
    return answer


class Reader:
    """The parent's side: `lines(content)` gives what the product's child would have written."""

    def __init__(self, limits: reader.Limits) -> None:
        command = [sys.executable, "-m", "jijiao.sheets.tests.forking_reader", json.dumps(asdict(limits))]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def lines(self, content: bytes) -> Iterator[bytes]:
        into, out = self._pipes()
        into.write(struct.pack(">q", len(content)) + content)
        into.flush()
        answer = out.read(struct.unpack(">q", out.read(8))[0])
        assert answer != HUNG, "hung for more than ten seconds"
        *whole, _ = answer.split(b"\n")
        return iter(whole)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self.process.stdin
        assert self.process.stdout
        return self.process.stdin, self.process.stdout

    def close(self) -> None:
        for pipe in self._pipes():
            pipe.close()
        self.process.wait()


if __name__ == "__main__":
    main()
