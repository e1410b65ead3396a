"""站内信 in the matrix's world: one to an administrator of the hospital, one to a technician of the school."""

from jijiao.letters.actions import tell
from jijiao.lib.actor import SYSTEM
from jijiao.testing.cast import Cast
from tests.architecture.things import Thing, thing


def letters(cast: Cast) -> list[Thing]:
    told = {"hospital_admin": cast.hospital_admin, "wang_hat": cast.wang_hat}
    return [thing(tell([hat.account], title="通知", text="内容", by=SYSTEM)[0], {name}) for name, hat in told.items()]
