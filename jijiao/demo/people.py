"""The demonstration's people: rolls taken over by a unit, and technicians who register themselves."""

from jijiao.accounts.models import Hat, document_key
from jijiao.demo.invented import document, name
from jijiao.demo.roster import DemoAccount, new_password
from jijiao.demo.units import SESSION, Stage, decided
from jijiao.jobs.worker import Worker
from jijiao.lib.actor import VISITOR
from jijiao.lib.documents import RESIDENT_CARD, birth_date, sex
from jijiao.people.actions import Newcomer, enrol_many
from jijiao.people.facts import PersonFacts
from jijiao.people.models import Person
from jijiao.registration.actions import register_person
from jijiao.registration.applications import Applicant, PersonApplication
from jijiao.units.departments import add as add_department
from jijiao.units.models import Department

SERIES = [("05", "3", "工程师"), ("05", "2", "高级工程师"), ("05", "4", "助理工程师"), ("20", "3", "实验师")]


def arrive(stage: Stage, administrator: Hat, count: int, departments: dict[str, tuple[str, ...]]) -> list[Person]:
    """The unit opens departments with those below them and takes its people on the roll."""
    unit = administrator.unit
    assert unit is not None  # noqa: S101 - an administrator has one
    places = []
    for title, below in departments.items():
        above = add_department(unit, title, by=administrator)
        places += [above, *(add_department(unit, each, parent=above, by=administrator) for each in below)]
    newcomers = [Newcomer(at, _facts(stage.number(), at), places[at % len(places)]) for at in range(count)]
    outcomes = enrol_many(newcomers, unit=unit, by=administrator)
    Worker(heartbeat=False).work_off()
    return [person for outcome in outcomes.values() if (person := outcome.person)]


def register(stage: Stage, administrator: Hat, department: str, *, approved_by: Hat | None) -> tuple[Hat, Person]:
    """A technician registers; without a reviewer the application stays on the unit's desk."""
    number, password = stage.number(), new_password()
    unit = administrator.unit
    assert unit is not None  # noqa: S101 - an administrator has one
    application = PersonApplication(
        unit=unit,
        department=Department.everywhere.get(unit=unit, name=department),
        applicant=Applicant(
            document_kind=RESIDENT_CARD,
            document=document(number),
            password=password,
            real_name=name(number),
            mobile=f"136{number:08d}",
            email=f"person{number}@example.com",
        ),
        education="21",
        school="山东示例大学",
        title_series="05",
        title_level="3",
        title="工程师",
        title_major="计算机应用",
    )
    registration = register_person(application, by=VISITOR, session_key=SESSION)
    if approved_by is None:
        return administrator, Person()
    decided(registration, approved_by)
    stage.accounts.append(DemoAccount("专业技术人员", unit.name, "本人", document(number), password))
    person = Person.everywhere.get(document_key=document_key(RESIDENT_CARD, document(number)))
    return Hat.everywhere.get(account=person.account, kind=Hat.Kind.TECHNICIAN), person


def _facts(number: int, at: int) -> PersonFacts:
    text = document(number)
    series, level, title = SERIES[at % len(SERIES)]
    return PersonFacts(
        name=name(number),
        document_kind=RESIDENT_CARD,
        document=text,
        title_series=series,
        title_level=level,
        title=title,
        title_major="应用技术",
        mobile=f"138{number:08d}",
        sex=sex(RESIDENT_CARD, text) or "",
        born_on=birth_date(RESIDENT_CARD, text),
        education="21",
        degree="4",
        school="山东示例大学",
    )
