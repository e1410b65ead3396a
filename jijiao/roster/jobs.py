"""Background work of the roster: the file of an export, the links that open accounts."""

from collections.abc import Iterator

from django.db.models import QuerySet

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.audit.actions import record_each
from jijiao.audit.tags import Tag
from jijiao.jobs.registry import Handler, job, register
from jijiao.jobs.run import Run
from jijiao.letters.actions import tell
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.roster import sending
from jijiao.roster.exporting import EXPORT, chosen_people
from jijiao.roster.inviting import LINKS
from jijiao.roster.models import Export
from jijiao.roster.sheet import ROSTER, cells, dressed, with_columns

CHUNK = 500


@job(EXPORT, label="导出人员名单")
def export_people(run: Run) -> None:
    """Make the file from what the asker may see now; killed, it begins anew, since a half file is of no use."""
    export = Export.everywhere.select_related("by__account", "by__unit", "by__role", "decided_by__account").get(
        pk=run.payload["export"]
    )
    hat = _asker(export)
    rows, _ = chosen_people(export.conditions, full=export.full, by=hat)
    total = rows.count()
    run.progress(done=0, total=total, note="读取名单")
    sheet, told = with_columns(export.columns), set[int]()
    people = _people(dressed(rows, export.columns), run, told)
    lines = (cells(person, export.columns, full=export.full) for person in people)
    write = sheet.export_csv if export.file_format == "csv" else sheet.export
    content = write(lines)
    with run.chunk(done=len(told), total=len(told), note=""):
        run.keep(f"{ROSTER.title}{clock.today():%Y%m%d}.{export.file_format}", content)
        run.result["message"] = f"共 {len(told)} 人。文件只有您可以下载，保留 72 小时。"
        if export.full:
            _on_the_record(export, told, hat)


def _asker(export: Export) -> Hat:
    """Whoever asked, if they still may: a role can change while the request and the job wait."""
    hat, needed = export.by, [Permission.PEOPLE_EXPORT, *([Permission.PEOPLE_REVEAL] if export.full else [])]
    if hat.ended_at is not None or not all(hat.may(each) for each in needed):
        raise Refusal("您已没有导出的权限，导出没有进行。")
    if export.full and export.state != Export.State.APPROVED:
        raise Refusal("导出完整号码须经本单位另一名管理员同意。")
    return hat


def _people(rows: QuerySet[Person], run: Run, told: set[int]) -> Iterator[Person]:
    """Everybody by the id, a chunk at a time; `told` learns who was read."""
    reached = 0
    while chunk := list(rows.filter(pk__gt=reached).order_by("pk")[:CHUNK]):
        yield from chunk
        reached = chunk[-1].pk
        told.update(person.pk for person in chunk)
        run.progress(done=len(told))


def _on_the_record(export: Export, told: set[int], hat: Hat) -> None:
    """Everybody whose full number is in the file can read who has it, why, and who agreed."""
    agreed = export.decided_by.account.name if export.decided_by else ""
    reason = f"导出名单：{export.reason}（{agreed}同意）"
    people = list(Person.everywhere.filter(pk__among=sorted(told)).select_related("account"))
    record_each(hat, Tag.PERSON_EXPORT, people, reason=reason)
    accounts = [person.account for person in people if person.account is not None]
    text = f"{hat.label}导出的名单中有您的完整证件号。原因：{reason}。如有疑问，请与其联系。"
    tell(accounts, title="您的完整证件号被导出", text=text, to="/my-data/", by=hat)


register(
    Handler(LINKS, "发放激活链接", sending.send_links, template="roster/_links_outcome.html", context=sending.outcome)
)
