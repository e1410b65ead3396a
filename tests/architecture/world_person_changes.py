"""人员信息修改 in the matrix's world: one of the hospital, one of the school, and one that the hospital approved."""

from django.core.files.base import ContentFile

from jijiao.attachments.actions import keep
from jijiao.demo.invented import paper
from jijiao.demo.units import decided
from jijiao.lib.references import new_reference
from jijiao.people import filing
from jijiao.people.credentials import HONOURS
from jijiao.people.models import Credential, Paper
from jijiao.person_changes.tests.wishes import asked
from jijiao.reviews.models import Stop
from jijiao.testing import make
from jijiao.testing.cast import Cast
from tests.architecture.access import HOSPITAL, SEES_HOSPITAL, SEES_SCHOOL
from tests.architecture.things import Thing, thing

HONOUR = dict.fromkeys(HONOURS.names, "") | {"name": "泰山学者"}
PAPERS, ENTRIES = Paper.everywhere, Credential.everywhere


def person_changes(cast: Cast) -> list[Thing]:
    ours, theirs = (asked(hat, title="高级工程师")[0] for hat in (cast.li_hat, cast.wang_hat))
    third = make.person(cast.hospital, "己修改", with_account=True)
    [past] = asked(third.account.hats.get(), title="高级工程师")
    decided(past, cast.hospital_admin)
    things = []
    for person, hat, unit in ((cast.li, cast.li_hat, HOSPITAL), (cast.wang, cast.wang_hat, {"school_admin"})):
        own = {name for name, held in cast.hats().items() if held == hat}
        filing.set_photo(person, keep(ContentFile(paper(222), name="照片.bmp"), by=hat), by=hat)
        filing.enter(person, "honour", new_reference(), HONOUR, by=hat)
        seen = SEES_HOSPITAL if person == cast.li else SEES_SCHOOL
        things += [thing(row.get(person=person), seen | own, unit | own) for row in (PAPERS, ENTRIES)]
    return [
        *things,
        thing(ours, {*SEES_HOSPITAL, "li_hat"}, {*HOSPITAL, "li_hat"}),
        thing(theirs, {*SEES_SCHOOL, "wang_hat"}, {"school_admin", "wang_hat"}),
        thing(ours.review, SEES_HOSPITAL, HOSPITAL),
        thing(theirs.review, SEES_SCHOOL, {"school_admin"}),
        thing(Stop.everywhere.get(review=past.review, decision="approved"), SEES_HOSPITAL, HOSPITAL),
    ]
