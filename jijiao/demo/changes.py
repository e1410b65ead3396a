"""修改个人信息 of the demonstration: asked for by the person, decided by the unit or still waiting."""

from django.core.files.base import ContentFile

from jijiao.accounts.models import Hat
from jijiao.attachments.actions import keep
from jijiao.attachments.models import Attachment
from jijiao.demo.invented import paper
from jijiao.demo.units import decided
from jijiao.people.credentials import SUB_TABLES
from jijiao.people.filing import set_photo
from jijiao.people.models import Person
from jijiao.person_changes import entries
from jijiao.person_changes.actions import Wish, amend
from jijiao.person_changes.facts import entry_version, values_of, version_of

# a whole file: what the author of the demonstration has brought in over the years
ENTRIES: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "title",
        {
            "series": "01",
            "name": "讲师",
            "speciality": "计算机应用",
            "granted_on": "2019-12-20",
            "appointed_on": "2020-01-01",
            "number": "SD2019-0101",
        },
    ),
    (
        "education",
        {
            "level": "14",
            "degree": "3",
            "granted_by": "山东示例大学",
            "speciality": "软件工程",
            "granted_on": "2016-06-30",
        },
    ),
    (
        "qualification",
        {"name": "信息系统项目管理师", "level": "高级", "granted_on": "2021-05-29", "number": "XM2021-0077"},
    ),
    (
        "honour",
        {"name": "济南示例区优秀教师", "level": "4", "granted_by": "济南示例区教育局", "granted_on": "2023-09-10"},
    ),
)


def asks_for(technician: Hat, person: Person, reviewer: Hat | None, **changes: str) -> None:
    """One wish with a proof; approved when a reviewer is given."""
    held = Person.everywhere.get(pk=person.pk)
    wish = Wish(
        answers=values_of(held) | changes,
        base=version_of(held),
        reason="与证书不一致",
        proofs=(_scan(technician).ref,),
    )
    for change in amend(held, wish, by=technician).asked:
        if reviewer:
            decided(change, reviewer)


def a_whole_file(technician: Hat, person: Person, reviewer: Hat) -> None:
    """Entries of every sub-table, and a photo."""
    for kind, said in ENTRIES:
        held, table = Person.everywhere.get(pk=person.pk), SUB_TABLES[kind]
        wish = entries.EntryWish(
            table=table,
            values=dict.fromkeys(table.names, "") | said,
            base=entry_version(table, held, None),
            current=bool(table.main),
            reason="取得证书",
            proofs=(_scan(technician).ref,),
        )
        decided(entries.add(held, wish, by=technician), reviewer)
    set_photo(person, _scan(technician), by=technician)


def _scan(technician: Hat) -> Attachment:
    return keep(ContentFile(paper(222), name="证书.bmp"), by=technician)
