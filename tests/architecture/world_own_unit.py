"""The own unit in the matrix's world: a department of the hospital's and one of the school's."""

from jijiao.testing import make
from jijiao.testing.cast import Cast
from tests.architecture.access import HOSPITAL, SEES_HOSPITAL, SEES_SCHOOL
from tests.architecture.things import Thing, thing


def own_units(cast: Cast) -> list[Thing]:
    """A hospital's and a school's department."""
    return [
        thing(cast.surgery, SEES_HOSPITAL, HOSPITAL),
        thing(make.department(cast.school, "教务处"), SEES_SCHOOL, {"school_admin"}),
    ]
