"""Taking e-mails and SMS where they go; a failure is tried again by the queue."""

from django.core.mail import EmailMessage

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
    if not delivery.address:
        pass  # a recovery that matched nobody: the same work up to here, and no message
    elif delivery.channel == Delivery.Channel.EMAIL:
        EmailMessage(delivery.title, delivery.text, None, [delivery.address]).send()
    else:
        gateway().send(delivery.address, delivery.text)
    with run.chunk(done=1, total=1):
        delivery.sent_at, delivery.address, delivery.text = clock.now(), "", ""
        delivery.save(update_fields=["sent_at", "address", "text"])
