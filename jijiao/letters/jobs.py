"""Taking e-mails and SMS where they go; a failure is tried again by the queue."""

from django.core.mail import EmailMessage

from jijiao.jobs.claims import ATTEMPTS
from jijiao.jobs.registry import job
from jijiao.jobs.run import Run
from jijiao.letters.gateways import gateway
from jijiao.letters.models import Delivery
from jijiao.lib import clock


@job("letters.deliver", label="发送消息")
def deliver(run: Run) -> None:
    """Send one delivery, then forget address and text: they are not needed again and may hold a code."""
    delivery = Delivery.objects.filter(pk=run.payload["delivery"], sent_at__isnull=True).first()
    if delivery is None:
        return
    try:
        _take(delivery)
    except Exception:
        if run.job.attempts >= ATTEMPTS:
            # nobody will try again: neither address nor text is needed any more
            delivery.failed_at, delivery.address, delivery.text = clock.now(), "", ""
            delivery.save(update_fields=["failed_at", "address", "text"])
        raise
    with run.chunk(done=1, total=1):
        delivery.sent_at, delivery.address, delivery.text = clock.now(), "", ""
        delivery.save(update_fields=["sent_at", "address", "text"])


def _take(delivery: Delivery) -> None:
    if not delivery.address:
        return  # a recovery that matched nobody: the same work up to here, and no message
    if delivery.channel == Delivery.Channel.EMAIL:
        EmailMessage(delivery.title, delivery.text, None, [delivery.address]).send()
    else:
        gateway().send(delivery.address, delivery.text)
