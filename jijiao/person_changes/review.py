"""How changes of people's files are reviewed (人员信息修改审核): by their unit, name and number together further up."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from jijiao.accounts.permissions import Permission
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.people.correcting import correct, number_taken
from jijiao.people.filing import enter, file_papers, strike
from jijiao.people.models import Person
from jijiao.person_changes.actions import close
from jijiao.person_changes.agreeing import agree, asked
from jijiao.person_changes.entries import present, present_of_row
from jijiao.person_changes.facts import GROUP_NAMES, table_of
from jijiao.person_changes.models import PersonChange
from jijiao.reviews.kinds import Column, Filter, Halt, Kind, reviewed

DAYS = 10  # working days; then the unit above decides in its place
AGAIN = "请驳回，并请本人核对后重新申请"


def route(change: PersonChange) -> list[Halt]:
    """The unit; whoever wants another name and another number at once is somebody else on paper: the unit above too."""
    unit, above = change.unit, change.unit.above
    halts = [Halt(unit, "单位审核", days=DAYS, stand_in=above) if above else Halt(unit, "单位审核")]
    if change.beyond and above is not None:
        halts.append(Halt(above, "主管部门审核"))
    return halts


def take_effect(changes: Sequence[PersonChange], by: Actor) -> None:
    """Write the new values; number and name go to the account as well, the proofs of an entry stay with it."""
    for change in changes:
        papers = list(change.proofs.all())
        if not change.target:
            correct(change.person, change.accepted, by=by)
            if table_of(change.group):
                file_papers(change.person, change.group, papers)
        elif change.act == PersonChange.Act.REMOVE:
            strike(change.person, change.target, by=by)
        else:
            enter(
                change.person, change.group, change.target, change.after, current=change.current, papers=papers, by=by
            )
        PersonChange.everywhere.filter(pk=change.pk).update(effective_at=clock.now())
    close(changes)


def turn_away(changes: Sequence[PersonChange], by: Actor) -> None:
    """A rejection changes nothing; the person may ask again."""
    close(changes)


def in_the_way(changes: Sequence[PersonChange]) -> Mapping[int, str]:
    """By pk, why a change cannot take effect although nothing was wrong when it was asked for."""
    return {change.pk: why for change in changes if (why := _obstacle(change))}


def _obstacle(change: PersonChange) -> str:
    person = Person.everywhere.select_related("unit").get(pk=change.person_id)
    if person.unit_id != change.unit_id:
        return f"{person.name}已不在{change.unit.name}，{AGAIN}"
    table, before, after = table_of(change.group), change.before, change.after
    now = present(change, table) if change.target and table else present_of_row(change)
    if now is None:
        return f"这一条{change.get_group_display()}已不在档案中，{AGAIN}"
    if any(now[field] != value for field, value in before.items()):
        return f"{change.get_group_display()}在申请之后已经变更，{AGAIN}"
    if "document" in after and (taken := number_taken(person, after["document_kind"], after["document"])):
        return f"{taken}，请驳回；确是同一人的，请联系平台客服合并档案"
    return ""


def notices(change: PersonChange) -> list[str]:
    """What a reviewer should know before deciding."""
    found = list(in_the_way([change]).values()) if change.open else []
    others = PersonChange.everywhere.filter(batch=change.batch).exclude(pk=change.pk)
    if change.consequence:
        found.append(change.consequence)
    if names := [other.title for other in others]:
        found.append(f"同时申请修改：{'、'.join(names)}，逐项审核")
    return found


PERSON_CHANGE = reviewed(
    Kind(
        key="person-change",
        label="人员信息修改审核",
        subject=PersonChange,
        origins=("unit",),
        page=lambda change: reverse("person_changes.record", args=[change.ref]),
        needs=Permission.PERSON_CHANGE_REVIEW,
        route=route,
        on_approved=take_effect,
        on_rejected=turn_away,
        check=in_the_way,
        asks=asked,
        answered=agree,
        terms=(("单位审核", DAYS),),
        about=lambda change: change.person.account_id,
        columns=(
            Column("姓名", lambda row: row.person.name, "card-title nowrap"),
            Column("证件号码", lambda row: row.person.masked_document, "nowrap"),
            Column("修改内容", lambda row: row.summary),
        ),
        detail="person_changes/_detail.html",
        subject_name=lambda row: row.person.name,
        related=("person", "unit__above", "review"),
        search=("person__name", "person__document_key"),
        filters=(Filter("group", "修改内容", "group", lambda scope: GROUP_NAMES),),
        notices=notices,
        reasons=(
            "证明材料不清晰",
            "与证件不一致",
            "与职称证书不一致",
            "与学历证书不一致",
            "请补充证明材料",
        ),
        empty="没有待审核的人员信息修改",
        group="变更审核管理",
        promise="通过后新的信息立即生效，并写入本人的修改记录。",
    )
)
