"""The menu of a hat: a list of pages; each shows exactly when its own door would let the hat in."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from django.http import HttpRequest

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import REVIEWS, Permission
from jijiao.reviews.kinds import KINDS
from jijiao.reviews.queries import waiting
from jijiao.web.checks import doors
from jijiao.web.navigation import Entry, Group, Menu

Held = frozenset[Permission]

HOME = Entry("首页", "desk.home", "home")
OWN_UNIT = (
    Entry(
        "基本信息管理", "changes.profile",
        also=("changes.edit", "changes.superior", "changes.record", "changes.correction"),
    ),
    Entry("管理内设部门", "organisation.departments", also=("organisation.new", "organisation.department")),
    Entry(
        "管理单位管理员", "administrators.list",
        also=("administrators.record", "administrators.succession", "administrators.dismissal"),
    ),
    Entry("角色管理", "administrators.roles", also=("administrators.role_new", "administrators.role")),
)  # fmt: skip
SUBORDINATES = Entry(
    "下属机构管理", "subordinates.tree",
    also=tuple(
        f"subordinates.{page}"
        for page in ("record", "new", "edit", "state", "place", "chief", "merger", "closing", "restoring")
    ),
)  # fmt: skip
SUBSTITUTES = Entry("审核代理", "administrators.substitutes")
DECLARATIONS = Group(
    "学时（分）申报",
    "clock",
    (
        Entry("学时（分）申报", "declarations.new", also=("declarations.import", "declarations.receipt")),
        Entry("学时申报记录", "declarations.list", also=("declarations.record", "declarations.correction")),
    ),
)
TRANSFERS = (
    Entry("人员调出", "transfers.new"),
    Entry("申请调入", "transfers.arrival"),
    Entry("调转记录", "transfers.list", also=("transfers.record",)),
)
OWN_FILE = Entry(
    "个人信息", "person_changes.file", "user",
    also=tuple(
        f"person_changes.{page}"
        for page in (
            *("edit", "record", "photo", "entry", "entry_new", "entry_current", "entry_removal"),
            "entry_current_removal",
        )
    ),
)  # fmt: skip
OWN_REQUESTS = Entry("我的申请", "desk.requests", "clock")
MESSAGES = Entry("消息", "letters.list", "inbox")
OWN_TRANSFERS = (
    Entry("单位调转", "transfers.new"),
    Entry("调转记录", "transfers.list", also=("transfers.record",)),
)
READINGS = Group(
    "查询统计",
    "chart",
    (
        Entry("继教完成情况查询", "statistics.completion", also=("statistics.learning_record",)),
        Entry(
            "专技人员信息查询",
            "roster.list",
            also=(
                *("people.record", "people.new", "people.import", "people.number", "people.password"),
                *("roster.batches", "roster.batch", "roster.disable", "roster.enable"),
                *("roster.export", "roster.exports", "roster.export_record", "roster.queries"),
            ),
        ),
        Entry("电子证书查询打印", "certificates.list"),
    ),
)
OPERATIONS = Group(
    "平台运营",
    "key",
    (
        Entry("账号查找", "operations.accounts", also=("operations.account", "operations.number")),
        Entry(
            "单位查找", "operations.units", also=("operations.unit", "operations.founding", "operations.credit_code")
        ),
        Entry(
            "合并重复档案",
            "operations.merges",
            also=("operations.merge", "operations.merge_people", "operations.merge_units"),
        ),
        Entry("办理期限", "platform.terms"),
        Entry("审计记录", "operations.trail"),
        Entry("系统运行状态", "operations.health"),
    ),
)
PLATFORM = Group("平台", "unit", (Entry("通知公告维护", "portal.manage"), Entry("导入导出任务", "jobs.list")))
PHONE = (
    HOME,
    Entry("学时", "statistics.completion", "chart"),
    Entry("申报", "declarations.new", "plus"),
    Entry("记录", "declarations.list", "clock"),
    Entry("证书", "certificates.list", "cert"),
)


@lru_cache(maxsize=1)
def needs() -> dict[tuple[str, str], str | None]:
    """By URL name and, where the address has a kind in it, that kind: the permission the door asks for."""
    return {(door.name, _kind_in(str(pattern.pattern))): door.needs for pattern, door in doors()}


def menu_of(request: HttpRequest) -> Menu:
    """What `web.context` asks for once a page; one query, for the counts."""
    hat: Hat = request.hat  # type: ignore[attr-defined]
    # a door that asks for a permission hands over the hat's whole scope, or lets nobody in
    scope = None if request.scope.empty else request.scope  # type: ignore[attr-defined]
    work = tuple((item.kind.key, item.count) for item in waiting(hat, scope))
    here = getattr(request.resolver_match, "kwargs", {}).get("kind", "")
    return _menu(hat.permissions, hat.kind, bool(hat.unit_id), work, str(here))


@lru_cache(maxsize=1000)
def _menu(held: Held, hat_kind: str, in_unit: bool, work: tuple[tuple[str, int], ...], here: str) -> Menu:
    """Hats with the same rights and as much to do have the same menu."""
    reviews = _inboxes(held, dict(work), here)
    hours, moves = ([entry for entry in reviews if entry.args == (key,)] for key in ("declaration", "transfer"))
    others = [entry for entry in reviews if entry not in (*hours, *moves)]
    # a door that every hat may try, shown to those who review
    deputies = [SUBSTITUTES] if in_unit and held & REVIEWS else []
    accounts = Group("账户管理", "team", (*OWN_UNIT, SUBORDINATES, *others, *deputies))
    transfers = Group("人员调转", "swap", (*moves, *(TRANSFERS if in_unit else OWN_TRANSFERS)))
    is_technician = hat_kind == Hat.Kind.TECHNICIAN
    own = (HOME, OWN_FILE, OWN_REQUESTS, *([MESSAGES] if is_technician else []))
    items = _allowed([*own, accounts, transfers, DECLARATIONS, *hours, READINGS, OPERATIONS, PLATFORM], held)
    bar = tuple(entry for entry in PHONE if may_enter(entry, held)) if is_technician else ()
    return Menu(items=tuple(items), bar=bar, todo_count=sum(count for _, count in work))


def _inboxes(held: Held, work: dict[str, int], here: str) -> list[Entry]:
    """One entry for each inbox; kinds that are tabs of one page (注册审核管理) share one, which leads to the first.

    `here` is the kind whose page is shown: its entry leads there, so that it is the one marked as current.
    """
    entries: dict[str, Entry] = {}
    for kind in KINDS.values():
        if kind.needs in held:
            name, count = kind.group or kind.label, work.get(kind.key, 0)
            known = entries.get(name)
            entries[name] = (
                replace(known, count=known.count + count, args=(kind.key,) if kind.key == here else known.args)
                if known
                else Entry(name, "reviews.inbox", icon="check", count=count, args=(kind.key,))
            )
    return list(entries.values())


def may_enter(entry: Entry, held: Held) -> bool:
    """Whether the door of the entry exists and lets those in who hold these permissions."""
    door = (entry.to, str(entry.args[0]) if entry.args else "")
    permission = needs().get(door)
    return door in needs() and (permission is None or permission in held)


def _allowed(items: Iterable[Entry | Group], held: Held) -> Iterable[Entry | Group]:
    for item in items:
        if isinstance(item, Entry):
            if may_enter(item, held):
                yield item
        elif entries := tuple(entry for entry in item.entries if may_enter(entry, held)):
            yield replace(item, entries=entries)


def _kind_in(route: str) -> str:
    """The review kind that a route is for: `reviews/<declaration:kind>/`."""
    return next((key for key in KINDS if f"<{key}:kind>" in route), "")
