"""What the matrix's world has behind it: a request of each kind, approved by a desk; a unit that ended."""

from datetime import timedelta

from jijiao.changes.actions import ask_superior
from jijiao.declarations.models import Declaration
from jijiao.demo.hours import a_paper
from jijiao.demo.units import Stage, decided, employer
from jijiao.lib import clock
from jijiao.reviews.kinds import KINDS
from jijiao.reviews.models import Reason, Reviewable, Stop
from jijiao.subordinates.merging import dissolve
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.transfers.actions import Departure, start
from jijiao.units.models import Unit
from tests.architecture.access import HOSPITAL, SEES_HOSPITAL
from tests.architecture.things import Thing, thing


def past(cast: Cast, stage: Stage) -> list[Thing]:
    """Stops of the hospital and of Jinan, which their desks may hide; the hospital's dissolved branch."""
    _, registration = employer(stage, "济南示例丙公司", "370100", None)
    a_paper(cast.li_hat, cast.li, None, "护理质量评价", 5)
    paper = Declaration.everywhere.order_by("-pk")[0]
    change = ask_superior(cast.clinic, cast.health, reason="划转", by=cast.health_admin)
    closed = make.unit("第一医院西院区", Unit.Kind.EMPLOYER, "370100", superior=cast.hospital, authority=cast.jinan)
    dissolve(closed, reason="撤销", by=cast.hospital_admin)
    ended = Unit.everywhere.get(pk=closed.pk)
    return [
        thing(_approved(registration, "jinan_admin", cast), {"jinan_admin", "province_admin"}, {"jinan_admin"}),
        *(
            thing(_approved(request, "hospital_admin", cast), SEES_HOSPITAL, HOSPITAL)
            for request in (paper, change, _departure(cast))
        ),
        *(
            thing(Reason.everywhere.create(unit=cast.hospital, kind=kind, text="材料不全"), SEES_HOSPITAL, HOSPITAL)
            for kind in KINDS
        ),
        thing(ended, SEES_HOSPITAL, HOSPITAL, at=("subordinates.restoring",)),
    ]


def _approved(request: Reviewable, by: str, cast: Cast) -> Stop:
    decided(request, cast.hats()[by])
    return Stop.everywhere.get(review=request.review, decision="approved")


def _departure(cast: Cast) -> Reviewable:
    """A technician of the hospital asks to leave."""
    person = make.person(cast.hospital, "戊调出", with_account=True)
    hat = person.account.hats.get()
    gone = clock.today() - timedelta(days=1)
    return start(person, Departure(type="4", outside_name="北京示例医院", leaves_on=gone, reason="调动"), by=hat)
