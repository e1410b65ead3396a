"""The own unit in the matrix's world: departments, requests to change the unit, their reviews."""

from jijiao.changes.actions import ask_superior
from jijiao.testing import make
from jijiao.testing.cast import Cast
from tests.architecture.access import HOSPITAL, SEES_HOSPITAL, SEES_SCHOOL
from tests.architecture.things import Thing, thing


def own_units(cast: Cast) -> list[Thing]:
    """A hospital's and a school's department, request for another superior, and its review."""
    ours = ask_superior(cast.hospital, None, reason="划转", by=cast.hospital_admin)
    theirs = ask_superior(cast.school, cast.jinan, reason="划转", by=cast.school_admin)
    return [
        thing(cast.surgery, SEES_HOSPITAL, HOSPITAL),
        thing(make.department(cast.school, "教务处"), SEES_SCHOOL, {"school_admin"}),
        thing(ours, SEES_HOSPITAL, HOSPITAL),
        thing(theirs, SEES_SCHOOL | {"jinan_admin"}, {"school_admin"}),
        thing(ours.review, {"health_admin", "jinan_admin", "province_admin"}, {"health_admin"}),
        thing(theirs.review, {"qingdao_admin", "jinan_admin", "province_admin"}, {"qingdao_admin"}),
    ]
