"""Applications as tests hand them in: the cast's units, synthetic numbers, one tiny licence."""

import io
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jijiao.attachments.models import Attachment
from jijiao.lib import clock
from jijiao.lib.actor import VISITOR
from jijiao.lib.documents import RESIDENT_CARD
from jijiao.registration.actions import register_person, register_unit
from jijiao.registration.applications import Applicant, PersonApplication, UnitApplication
from jijiao.registration.models import PersonRegistration, UnitRegistration
from jijiao.testing import make
from jijiao.units.models import Region, Unit

SESSION = "a-visitors-session"
PASSWORD = "Hai-tang_2031"


def upload(name: str = "licence.png", session: str = SESSION) -> Attachment:
    """An upload of a visitor's session, without a picture on disk."""
    from jijiao.attachments.queries import session_digest

    return Attachment.everywhere.create(
        name=name, kind="png", size=64, digest="0" * 32, width=8, height=8,
        stored_as=f"00/{Attachment.everywhere.count()}-{name}", session_digest=session_digest(session),
        created_at=clock.now(),
    )  # fmt: skip


def picture(name: str = "执照.png") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def applicant(number: int, name: str = "赵申请", **changes: Any) -> Applicant:
    """A newcomer with a valid synthetic document."""
    whole = Applicant(
        document_kind=RESIDENT_CARD,
        document=make.document(number),
        password=PASSWORD,
        real_name=name,
        mobile="13700001234",
        email="zhao@example.com",
    )
    return replace(whole, **changes)


def unit_application(superior: Unit | None, number: int = 60, **changes: Any) -> UnitApplication:
    """A company of Lixia district, by default under `superior`."""
    whole = UnitApplication(
        name="历下示例软件公司", nature="33", level="40", phone="0531-88888888", industry="I65", address="示例路 1 号",
        region=Region.objects.get(pk="370102"), superior=superior, credit_code=make.credit_code(number),
        licence=upload().ref, applicant=applicant(number),
    )  # fmt: skip
    return replace(whole, **changes)


def person_application(unit: Unit, number: int = 70, **changes: Any) -> PersonApplication:
    """An engineer who wants to join `unit`."""
    whole = PersonApplication(
        unit=unit, applicant=applicant(number), education="21", title_series="05", title_level="3", title="工程师",
        title_major="软件", proofs=(upload("proof.png").ref,),
    )  # fmt: skip
    return replace(whole, **changes)


def unit_asks(superior: Unit | None, number: int = 60, **changes: Any) -> UnitRegistration:
    """A unit's registration on its way."""
    return register_unit(unit_application(superior, number, **changes), by=VISITOR, session_key=SESSION)


def person_asks(unit: Unit, number: int = 70, **changes: Any) -> PersonRegistration:
    """A person's registration on its way."""
    return register_person(person_application(unit, number, **changes), by=VISITOR, session_key=SESSION)
