"""Which side may start which type: a person leaves or moves, a new unit takes on, only the unit reports a death."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.attachments.actions import keep
from jijiao.demo.invented import paper
from jijiao.lib.refusal import Refusal
from jijiao.testing.cast import Cast
from jijiao.transfers.models import Transfer
from jijiao.transfers.tests.setting import started
from jijiao.transfers.types import NEW_UNIT, OLD_UNIT, PERSON, TYPES, choices_for

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M5.1.5c", "R2")]

AsHat = Callable[[Hat], Client]
MAY = {OLD_UNIT: "123456789", NEW_UNIT: "1239", PERSON: "1234567"}
HATS = {OLD_UNIT: "hospital_admin", NEW_UNIT: "school_admin", PERSON: "li_hat"}


def codes(options: list[tuple[str, str]]) -> str:
    return "".join(code for code, _ in options)


@pytest.mark.parametrize("starter", MAY)
def test_each_side_is_offered_its_own(starter: str) -> None:
    assert codes(choices_for(starter)) == MAY[starter]


@pytest.mark.parametrize(
    ("starter", "code"), [(starter, code) for starter, may in MAY.items() for code in TYPES if code not in may]
)
def test_the_others_are_refused_at_the_type(cast: Cast, starter: str, code: str) -> None:
    by: Hat = getattr(cast, HATS[starter])
    proofs = (keep(ContentFile(paper(230), name="证明.bmp"), by=by).ref,)
    with pytest.raises(Refusal, match=f"“{TYPES[code].label.split('（')[0]}.*只能由.*发起") as refused:
        started(cast, by=by, type=code, outside_name="北京示例医院", proofs=proofs)
    assert refused.value.field == "type"
    assert not Transfer.everywhere.exists()


def test_the_forms_offer_no_others(cast: Cast, as_hat: AsHat) -> None:
    pages = {
        OLD_UNIT: as_hat(cast.hospital_admin).get("/transfers/new/", {"person": cast.li.ref}),
        NEW_UNIT: as_hat(cast.school_admin).get("/transfers/arrival/"),
        PERSON: as_hat(cast.li_hat).get("/transfers/new/"),
    }
    offered = {starter: codes(page.context["form"].fields["type"].choices) for starter, page in pages.items()}
    assert offered == MAY
    answer = as_hat(cast.li_hat).post("/transfers/new/", {"type": "8", "reason": "x"})
    assert (answer.status_code, "type" in answer.context["form"].errors) == (422, True)
    assert not Transfer.everywhere.exists()
