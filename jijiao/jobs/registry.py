"""Which function does which kind of job: filled by each app's jobs.py at start-up, refused there if nonsense."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from jijiao.jobs.models import Job
    from jijiao.jobs.run import Run


@dataclass(frozen=True)
class Handler:
    """`work` does the job; `template` with `context(job)` shows its result on the job's page."""

    kind: str
    label: str
    work: "Callable[[Run], None]"
    template: str = "jobs/_result.html"
    context: "Callable[[Job], dict[str, Any]] | None" = None


HANDLERS: dict[str, Handler] = {}


def register(handler: Handler) -> None:
    """Take a handler in; a second one for the same kind, or a kind without an app's name, stops the start."""
    known = HANDLERS.get(handler.kind)
    if known and known.work is not handler.work:
        raise ImproperlyConfigured(f"two handlers for the job {handler.kind}")
    if "." not in handler.kind or not handler.label:
        raise ImproperlyConfigured(f"a job is called <app>.<verb> and has a label: {handler.kind!r}")
    HANDLERS[handler.kind] = handler


def job(kind: str, *, label: str, **shown: Any) -> "Callable[[Callable[[Run], None]], Callable[[Run], None]]":
    """Register the decorated function as what does the jobs of `kind`; `label` is what people read (导出人员).

    `shown` are the handler's template and context, where its page says more than a sentence.
    """

    def decorate(work: "Callable[[Run], None]") -> "Callable[[Run], None]":
        register(Handler(kind, label, work, **shown))
        return work

    return decorate
