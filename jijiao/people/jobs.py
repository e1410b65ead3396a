"""Background work of 专业技术人员: the import of people from the sheet."""

from collections.abc import Mapping

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.jobs.run import Run
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.people.actions import IMPORT, Newcomer, State, enrol_many
from jijiao.people.facts import facts_of
from jijiao.people.queries import open_departments
from jijiao.people.sheet import PEOPLE
from jijiao.sheets.importing import Outcome, RowOutcome, importer
from jijiao.sheets.sheet import Row
from jijiao.units.models import Department, Unit

LISTED = 10

OUTCOMES = {
    State.ENROLLED: Outcome.CREATED,
    State.ON_OWN_ROLL: Outcome.SKIPPED,
    State.ELSEWHERE: Outcome.FAILED,
}


def enrol_rows(rows: list[Row], run: Run) -> list[RowOutcome]:
    """Enrol the people of clean rows on the roll of the importer's unit, if the importer still may."""
    hat, unit = _importer(run)
    departments = {each.name: each for each in open_departments(unit.pk)}
    today = clock.today()
    newcomers, outcomes = [], []
    for row in rows:
        name = row.values["department"]
        if name and name not in departments:
            outcomes.append(RowOutcome(row.number, Outcome.FAILED, (_unknown_department(name, departments),)))
        else:
            newcomers.append(Newcomer(row.number, facts_of(row.values, today=today), departments.get(name)))
    enrolled = enrol_many(newcomers, unit=unit, by=hat)
    for number, one in enrolled.items():
        reasons = (f"证件号：{one.reason}",) if one.reason else ()
        outcomes.append(RowOutcome(int(str(number)), OUTCOMES[one.state], reasons))
    return outcomes


def _importer(run: Run) -> tuple[Hat, Unit]:
    """The hat that asked and its unit, if it still may: a role can change while the job waits."""
    hat = (
        Hat.everywhere.filter(pk=run.by_hat_id or 0, ended_at__isnull=True)
        .select_related("account", "unit", "role")
        .first()
    )
    if hat is None or hat.unit is None or not hat.may(Permission.PEOPLE_IMPORT):
        raise Refusal("您已没有批量导入的权限，导入没有进行。请联系本单位的超级管理员。")
    return hat, hat.unit


def _unknown_department(name: str, departments: Mapping[str, Department]) -> str:
    if not departments:
        return f"工作部门：本单位还没有建立内设部门，没有“{name}”。请留空，或先在“管理内设部门”中添加。"
    listed = "、".join(list(departments)[:LISTED]) + ("等" if len(departments) > LISTED else "")
    return f"工作部门：本单位没有“{name}”，现有：{listed}。"


importer(IMPORT, label="导入专业技术人员", sheet=PEOPLE, apply=enrol_rows, template="people/_import_outcome.html")
