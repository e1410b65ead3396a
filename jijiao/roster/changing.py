"""The verbs of 批量办理: other departments, 停用, 启用, and taking each back. One is many with one row."""

from collections.abc import Callable, Collection, Iterable, Sequence

from django.db import transaction

from jijiao.accounts.models import Hat
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.credits.actions import settle
from jijiao.credits.locks import hold_units_of
from jijiao.credits.queries import open_pairs
from jijiao.letters.actions import tell
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.people import moving, rules
from jijiao.people.actions import check_home
from jijiao.people.models import Person
from jijiao.roster.models import Batch, Line
from jijiao.transfers.queries import UNDER_WAY, under_way
from jijiao.units.models import Department, Unit

AT_MOST = 500
NO_DEPARTMENT = "不分部门"
TRANSFERRING = f"此人{UNDER_WAY}，有正在办理的人员调转，请先办结或撤回。"
Kind = Batch.Kind
Judge = Callable[[Person], str]


@transaction.atomic
def change_department(ids: Collection[int], department: Department | None, *, by: Hat) -> Batch:
    """调整部门: put people of the own unit into a department, or into none. Raises Refusal when nobody can be."""
    check_home(_home(by), {department} if department else ())
    wanted = department.pk if department else None
    words = department.name if department else NO_DEPARTMENT

    def judge(person: Person) -> str:
        if person.department_id == wanted:
            return f"已在“{words}”。" if department else "此人本来没有部门。"
        return "此人不在册，不能调整部门。" if person.status in {*rules.OFF_ROLL, rules.MERGED} else ""

    held, problems = _judged(ids, judge, by)
    batch = _kept(Batch(kind=Kind.DEPARTMENT, value=str(wanted or ""), words=words), held, problems, by)
    moving.assign(_fine(held, problems), wanted, by=by)
    return batch


@transaction.atomic
def disable(ids: Collection[int], status: str, *, reason: str, by: Hat) -> Batch:
    """停用: people of the own unit are off its roll from now on (离职, 退休 …). Raises Refusal when nobody can be."""
    if status not in rules.OFF_ROLL:
        raise Refusal("请选择停用后的状态。", "status")
    return _stand(Batch(kind=Kind.DISABLE, value=status, words=rules.OFF_ROLL[status], reason=reason), ids, by)


@transaction.atomic
def enable(ids: Collection[int], *, reason: str, by: Hat) -> Batch:
    """启用: people who were taken off the roll of the own unit are on it again. Raises Refusal when nobody can be."""
    check_home(_home(by), ())
    words = str(Person.Status.ACTIVE.label)
    return _stand(Batch(kind=Kind.ENABLE, value=rules.ACTIVE, words=words, reason=reason), ids, by)


@transaction.atomic
def undo(batch: Batch, *, by: Hat) -> Batch:
    """撤销: everybody who still is as the batch left them is again as before. Raises Refusal when too late."""
    held = Batch.everywhere.select_for_update(of=("self",)).select_related("unit").get(pk=batch.pk)
    if not held.is_undoable:
        raise Refusal("这次办理已撤销，或已超过 30 天，不能再撤销。")
    lines = {line.person_id: line for line in held.lines.filter(problem="")}
    hold_units_of(lines)
    people = moving.hold(lines)
    hindered = _hindered(held, people, lines.values())
    groups: dict[str, list[Person]] = {}
    for person in people:
        line = lines[person.pk]
        line.undo_problem = _why_kept(held, person) or hindered.get(person.pk, "")
        if not line.undo_problem:
            groups.setdefault(line.before, []).append(person)
    if not groups:
        raise Refusal("这些人员之后都有新的变动，没有可以撤销的。")
    for before, group in groups.items():
        _write(held, group, before, by)
    Line.objects.bulk_update(lines.values(), ["undo_problem"])
    held.undone_by, held.undone_at = by, clock.now()
    held.save(update_fields=["undone_by", "undone_at"])
    record(by, Tag.ROSTER_UNDO, on=held, count=sum(map(len, groups.values())))
    return held


def _stand(batch: Batch, ids: Collection[int], by: Hat) -> Batch:
    transferring: set[int] = set()

    def judge(person: Person) -> str:
        return rules.why_not(person.status, batch.value) or (TRANSFERRING if person.pk in transferring else "")

    hold_units_of(ids)
    transferring |= _transferring(moving.hold(ids))
    held, problems = _judged(ids, judge, by)
    kept = _kept(batch, held, problems, by)
    _write_status(_fine(held, problems), batch.value, by)
    _tell(_fine(held, problems), f"人员状态改为“{batch.words}”", batch.reason, by)
    return kept


def _home(by: Hat) -> Unit:
    if by.unit is None:
        raise Refusal("只有单位的管理员可以办理。")
    return by.unit


def _judged(ids: Collection[int], judge: Judge, by: Hat) -> tuple[list[Person], dict[int, str]]:
    """Everybody chosen, held, and by id why not; Refusal when nothing is left to do."""
    if len(ids) > AT_MOST:
        raise Refusal(f"一次最多办理 {AT_MOST} 人，请分批办理。")
    held = moving.hold(ids)
    problems = {}
    for person in held:
        problem = judge(person) if person.unit_id == by.unit_id else "不是本单位人员，请由其所在单位办理。"
        if problem:
            problems[person.pk] = problem
    if len(problems) == len(held):
        raise Refusal(next(iter(problems.values()), "请先勾选要办理的人员。"))
    return held, problems


def _fine(held: Sequence[Person], problems: Collection[int]) -> list[Person]:
    return [person for person in held if person.pk not in problems]


def _kept(batch: Batch, held: Sequence[Person], problems: dict[int, str], by: Hat) -> Batch:
    """The batch with a line for everybody, as they are before it."""
    batch.unit, batch.by, batch.at = _home(by), by, clock.now()
    batch.save()
    Line.objects.bulk_create(
        Line(
            batch=batch,
            person=person,
            before=str(person.department_id or "") if batch.kind == Kind.DEPARTMENT else person.status,
            before_words=_words(batch, person),
            problem=problems.get(person.pk, ""),
        )
        for person in held
    )
    record(by, Tag.ROSTER_CHANGE, on=batch, kind=batch.kind, count=len(held) - len(problems), reason=batch.reason)
    return batch


def _words(batch: Batch, person: Person) -> str:
    if batch.kind == Kind.DEPARTMENT:
        return person.department.name if person.department else NO_DEPARTMENT
    return str(Person.Status(person.status).label)


def _why_kept(batch: Batch, person: Person) -> str:
    """Why the person is not any more what the batch made of them."""
    now = str(person.department_id or "") if batch.kind == Kind.DEPARTMENT else person.status
    if person.unit_id != batch.unit_id:
        return "已调到其他单位。"
    return "之后又有变动，保持现在的。" if now != batch.value else ""


def _hindered(batch: Batch, people: Sequence[Person], lines: Iterable[Line]) -> dict[int, str]:
    """Who cannot be put back: into a department that was closed since, or while a transfer is under way."""
    if batch.kind != Kind.DEPARTMENT:
        return dict.fromkeys(_transferring(people), TRANSFERRING)
    before = {line.person_id: line for line in lines if line.before}
    wanted = {int(line.before) for line in before.values()}
    closed = Department.everywhere.filter(pk__in=wanted, closed_at__isnull=False).values_list("pk", flat=True)
    shut = {str(pk) for pk in closed}
    return {pk: f"原来的部门“{line.before_words}”已停用。" for pk, line in before.items() if line.before in shut}


def _write(batch: Batch, people: Sequence[Person], before: str, by: Hat) -> None:
    if batch.kind == Kind.DEPARTMENT:
        moving.assign(people, int(before) if before else None, by=by)
        return
    _write_status(people, before, by)
    _tell(people, f"人员状态恢复为“{Person.Status(before).label}”", "撤销办理", by)


def _write_status(people: Sequence[Person], status: str, by: Hat) -> None:
    """The running year counts whoever is on the roll: it is settled at once."""
    moving.stand(people, status, by=by)
    settle(open_pairs(person.pk for person in people))


def _transferring(people: Sequence[Person]) -> set[int]:
    return set(under_way(people))


def _tell(people: Sequence[Person], what: str, reason: str, by: Hat) -> None:
    accounts = [person.account for person in people if person.account is not None]
    if accounts:
        text = f"{by.label}将您的{what}。{f'原因：{reason}。' if reason else ''}如有疑问，请与单位联系。"
        tell(accounts, title="您的人员状态有变动", text=text, to="/my-data/", by=by)
