"""`manage.py work`: do background jobs until asked to stop."""

import signal
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from jijiao.jobs.worker import Worker


class Command(BaseCommand):
    help = "Does background jobs. SIGTERM or Ctrl-C: finishes the chunk in hand, gives the job back and stops."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is waiting")
        parser.add_argument("--poll", type=float, default=1.0, help="seconds between two looks at an empty queue")

    def handle(self, *args: Any, once: bool, poll: float, **options: Any) -> None:
        worker = Worker()

        def stop(number: int, frame: FrameType | None) -> None:
            worker.stop.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        self.stdout.write("Working; SIGTERM or Ctrl-C stops after the chunk in hand.")
        if once:
            worker.work_off()
        else:
            worker.work_forever(poll)
