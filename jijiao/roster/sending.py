"""The job that issues 激活链接: some hundred people at a time, and for each of them what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.jobs.models import Job
from jijiao.jobs.run import Run
from jijiao.letters.actions import send
from jijiao.letters.gateways import sms_delivers
from jijiao.lib.refusal import Refusal
from jijiao.people.activating import VALID, open_links, why_not
from jijiao.people.models import Activation, Person
from jijiao.roster import printing
from jijiao.sheets.models import ImportBlock

CHUNK = 200
# as many are told by name; of more, the numbers
NAMED = 500
NO_ADDRESS = "没有能收到链接的手机号或邮箱，请打印二维码。"
NOT_OURS = "不是本单位人员。"
CHANGED = "发放时信息有变动，请重新发放。"


def send_links(run: Run) -> None:
    """Payload `way`, and `people` or the `import` whose people are meant. Killed, it goes on after the last chunk."""
    hat = Hat.everywhere.select_related("account", "unit", "role").get(pk=run.by_hat_id or 0)
    if hat.ended_at is not None or not hat.may(Permission.PEOPLE_MANAGE):
        raise Refusal("您已没有办理的权限，链接没有发放。")
    meant = run.payload["people"] if "people" in run.payload else _of_import(run.payload["import"])
    if run.payload["way"] == "print":
        _print(run, hat, meant)
        return
    while run.cursor < len(meant):
        end = min(run.cursor + CHUNK, len(meant))
        with run.chunk(done=end, total=len(meant), cursor=end, note="发放"):
            for person, secret in _issued(run, hat, meant[run.cursor : end]):
                _send(run.job, hat, person, printing.address(secret))


def _print(run: Run, hat: Hat, meant: Sequence[int]) -> None:
    run.progress(done=run.cursor, total=len(meant), note="制作二维码")
    for file in printing.files(meant, run.cursor, hat):
        with run.chunk(done=file.end, total=len(meant), cursor=file.end):
            _issued(run, hat, meant[run.cursor : file.end], file.secrets)
            if file.name:
                run.keep(file.name, file.content)


def _of_import(pk: int) -> list[int]:
    """Whom the import enrolled, in the order of the file."""
    blocks = ImportBlock.objects.filter(job=pk).order_by("number").values_list("made", flat=True)
    return [person for made in blocks for _, person in made]


def _issued(
    run: Run, hat: Hat, meant: Sequence[int], drawn: Mapping[int, str] | None = None
) -> list[tuple[Person, str]]:
    """Those who get one, each with its secret (of those `drawn`, if any); the others are noted with the reason."""
    people = {each.pk: each for each in Person.everywhere.filter(pk__in=meant).select_for_update(of=("self",))}
    right = []
    for pk in meant:
        problem = _problem(people.get(pk), hat, run.payload["way"])
        if problem := problem or (CHANGED if drawn is not None and pk not in drawn else ""):
            run.result["left"] = run.result.get("left", 0) + 1
            run.result["why"] = [*run.result.get("why", []), [pk, problem]][:NAMED]
        else:
            right.append(people[pk])
    secrets = open_links(right, drawn=drawn, by=hat)
    run.result["issued"] = run.result.get("issued", 0) + len(right)
    return [(each, secrets[each.pk]) for each in right]


def _problem(person: Person | None, hat: Hat, way: str) -> str:
    if person is None or person.unit_id != hat.unit_id:
        return NOT_OURS
    return why_not(person) or ("" if way == "print" or address_of(person) else NO_ADDRESS)


def address_of(person: Person) -> str:
    """By SMS where a gateway is connected, else by e-mail; "" when the person has no such address."""
    return (person.mobile if sms_delivers() else "") or person.email


def _send(job: Job, hat: Hat, person: Person, link: str) -> None:
    text = f"{hat.label}登记了您的信息。请打开 {link} 核对证件号并设置密码，{VALID.days} 天内有效。"
    send(address_of(person), "激活您的账号", text, cause=job, about_id=person.pk, by=hat)


class Told(NamedTuple):
    """What became of one person."""

    name: str
    ref: str
    state: str
    way: str = ""


def outcome(job: Job) -> dict[str, Any]:
    """How many were reached and not, and by name what became of each; those not reached come first."""
    deliveries = job.deliveries.order_by("pk")
    counts = {
        "未发放": job.result.get("left", 0),
        "发送失败": deliveries.filter(failed_at__isnull=False).count(),
        "发送中": deliveries.filter(failed_at__isnull=True, sent_at__isnull=True).count(),
        "已发送": deliveries.filter(sent_at__isnull=False).count(),
    }
    shown = [*deliveries.filter(sent_at__isnull=True)[:NAMED], *deliveries.filter(sent_at__isnull=False)[:NAMED]][
        :NAMED
    ]
    why = dict(job.result.get("why", []))
    people = Person.everywhere.in_bulk([*why, *(each.about_id for each in shown)])
    used = set(
        Activation.everywhere.filter(person__in=people, used_at__isnull=False).values_list("person_id", flat=True)
    )
    told = [Told(people[pk].name, people[pk].ref, f"未发放：{reason}") for pk, reason in why.items() if pk in people]
    for each in shown:
        if person := people.get(each.about_id or 0):
            state = "已激活" if person.pk in used else _state(each)
            told.append(Told(person.name, person.ref, state, each.get_channel_display()))
    return {"counts": counts if deliveries else {}, "told": told[:NAMED], "valid": VALID.days}


def _state(delivery: Any) -> str:
    if delivery.failed_at:
        return "发送失败，请核对手机号或邮箱，或打印二维码。"
    return "已发送" if delivery.sent_at else "发送中"
