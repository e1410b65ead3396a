"""The matrix's administrators and roles: the hospital's and the school's; each only at the own unit's desk."""

from jijiao.accounts.models import Role
from jijiao.accounts.permissions import Permission
from jijiao.accounts.posts import Post
from jijiao.accounts.roles import add_role
from jijiao.administrators.inviting import Candidate, draft, settle
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
        *_invitations(cast),
    ]


def _invitations(cast: Cast) -> list[Thing]:
    """Li is invited to the hospital, Wang to the school; each sees the own one in the own account."""
    things = []
    for hat, person, seen, held, invited in (
        (cast.hospital_admin, cast.li, SEES_HOSPITAL, {*HOSPITAL}, "li_hat"),
        (cast.school_admin, cast.wang, SEES_SCHOOL, {"school_admin"}, "wang_hat"),
    ):
        who = Candidate(person.document_kind, person.document, person.name, account=person.account)
        row = draft("choose", who, direct=False, post=Post(), by=hat)
        settle(row, Post(Role.everywhere.get(name="查询人员", unit=None)), by=hat)
        things.append(thing(row, seen, held, at=("administrators.new", "administrators.withdrawal")))
        things.append(thing(row, {invited}, at=("administrators.offer",)))
    return things
