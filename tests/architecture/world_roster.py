"""The roster in the matrix's world: a batch and an export of the hospital's and of the school's."""

from jijiao.roster.changing import disable
from jijiao.roster.exporting import Wanted, ask
from jijiao.roster.saving import save
from jijiao.testing import make
from jijiao.testing.cast import Cast
from tests.architecture.access import HOSPITAL
from tests.architecture.things import Thing, thing


def roster(cast: Cast) -> list[Thing]:
    """Somebody of each unit was retired."""
    ours = disable([make.person(cast.hospital, "甲退休").pk], "70", reason="到龄", by=cast.hospital_admin)
    theirs = disable([make.person(cast.school, "乙退休").pk], "70", reason="到龄", by=cast.school_admin)
    wanted = Wanted("", "csv", ["name"], full=True, reason="职称申报")
    second = make.administrator(cast.school, "丙校员", role="业务经办")
    exports = ((ask(wanted, by=cast.hospital_clerk), HOSPITAL), (ask(wanted, by=second), {"school_admin"}))
    query = save("医师", "title=医师", by=cast.hospital_admin)
    return [
        thing(query, {"hospital_admin"}),
        thing(ours, HOSPITAL),
        thing(theirs, {"school_admin"}),
        *(thing(*each) for each in exports),
    ]
