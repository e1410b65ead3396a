"""Sessions in the matrix's world: one of an administrator of the hospital, one of a technician of the school."""

from datetime import timedelta

from django.contrib.sessions.models import Session

from jijiao.lib import clock
from jijiao.security.models import Visit
from jijiao.testing.cast import Cast
from tests.architecture.things import Thing, thing


def visits(cast: Cast) -> list[Thing]:
    things = []
    for name, hat in {"hospital_admin": cast.hospital_admin, "wang_hat": cast.wang_hat}.items():
        now = clock.now()
        session = Session.objects.create(
            session_key=f"elsewhere-{name}", session_data="", expire_date=now + timedelta(1)
        )
        visit = Visit.everywhere.create(
            account=hat.account, session=session, device="Windows", network="", began_at=now, seen_at=now
        )
        things.append(thing(visit, {name}))
    return things
