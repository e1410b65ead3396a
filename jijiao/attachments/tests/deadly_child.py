"""A child that draws like the real one and is killed by the file `die`, as by a decoder that crashes."""

import os
import runpy
import signal
import sys
from pathlib import Path

real = runpy.run_path(str(Path(__file__).parent.parent / "reencode.py"))


class Frames:
    """Standard input that watches for the deadly frame."""

    def read(self, size: int) -> bytes:
        content = sys.stdin.buffer.read(size)
        if content == b"die":
            os.kill(os.getpid(), signal.SIGKILL)
        return content


if __name__ == "__main__":
    real["answer"](Frames(), sys.stdout.buffer)
