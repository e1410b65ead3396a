"""Acts in threads of their own, as many requests at once do them."""

import threading
from collections.abc import Callable, Iterable

from django.db import connection


def at_once(acts: Iterable[Callable[[], None]]) -> None:
    """Run every act in its own thread with its own connection; the first that raises fails the test."""
    failed: list[BaseException] = []

    def run(act: Callable[[], None]) -> None:
        try:
            act()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
