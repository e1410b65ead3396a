"""人员调转 in the matrix's world: one that the hospital started, one that a technician of the school started."""

from datetime import timedelta
from typing import Any

from jijiao.lib import clock
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.transfers.actions import Departure, start
from tests.architecture.access import HOSPITAL, SEES_HOSPITAL, SEES_SCHOOL
from tests.architecture.things import Thing, thing


def transfers(cast: Cast) -> list[Thing]:
    """Both stay inside their own half of the tree: nobody of the other half sees them."""
    gone: dict[str, Any] = {"leaves_on": clock.today() - timedelta(days=1), "reason": "调动"}
    leaver = make.person(cast.hospital, "丁调出")
    ours = start(leaver, Departure(type="4", outside_name="北京示例医院", **gone), by=cast.hospital_admin)
    theirs = start(cast.wang, Departure(type="4", outside_name="北京示例中学", **gone), by=cast.wang_hat)
    return [
        thing(ours, SEES_HOSPITAL, HOSPITAL),
        thing(theirs, {*SEES_SCHOOL, "wang_hat"}, {"wang_hat"}),
        thing(ours.review, SEES_HOSPITAL, HOSPITAL),
        thing(theirs.review, SEES_SCHOOL, {"school_admin"}),
    ]
