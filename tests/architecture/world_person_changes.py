"""人员信息修改 in the matrix's world: one of the hospital, one of the school, and one that the hospital approved."""

from jijiao.demo.units import decided
from jijiao.person_changes.tests.wishes import asked
from jijiao.reviews.models import Stop
from jijiao.testing import make
from jijiao.testing.cast import Cast
from tests.architecture.access import HOSPITAL, SEES_HOSPITAL, SEES_SCHOOL
from tests.architecture.things import Thing, thing


def person_changes(cast: Cast) -> list[Thing]:
    ours, theirs = (asked(hat, title="高级工程师")[0] for hat in (cast.li_hat, cast.wang_hat))
    third = make.person(cast.hospital, "己修改", with_account=True)
    [past] = asked(third.account.hats.get(), title="高级工程师")
    decided(past, cast.hospital_admin)
    return [
        thing(ours, {*SEES_HOSPITAL, "li_hat"}, {*HOSPITAL, "li_hat"}),
        thing(theirs, {*SEES_SCHOOL, "wang_hat"}, {"school_admin", "wang_hat"}),
        thing(ours.review, SEES_HOSPITAL, HOSPITAL),
        thing(theirs.review, SEES_SCHOOL, {"school_admin"}),
        thing(Stop.everywhere.get(review=past.review, decision="approved"), SEES_HOSPITAL, HOSPITAL),
    ]
