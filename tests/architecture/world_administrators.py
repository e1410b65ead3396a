"""The matrix's administrators and roles: the hospital's and the school's; each only at the own unit's desk."""

from jijiao.accounts.permissions import Permission
from jijiao.accounts.roles import add_role
from jijiao.lib.actor import SYSTEM
from jijiao.testing.cast import Cast
from tests.architecture.access import HOSPITAL, SEES_HOSPITAL, SEES_SCHOOL
from tests.architecture.things import Thing, thing


def administration(cast: Cast) -> list[Thing]:
    """An administrator and an own role of each of the two units."""
    ours, theirs = (
        add_role(unit, name="查询专员", permissions=[Permission.PEOPLE_VIEW], by=SYSTEM)
        for unit in (cast.hospital, cast.school)
    )
    return [
        thing(cast.hospital_reader, SEES_HOSPITAL, HOSPITAL),
        thing(cast.school_admin, SEES_SCHOOL, {"school_admin"}),
        thing(ours, SEES_HOSPITAL, HOSPITAL),
        thing(theirs, SEES_SCHOOL, {"school_admin"}),
    ]
