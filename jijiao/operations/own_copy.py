"""下载我的全部数据: everything that is kept about an account's owner, as a workbook, as JSON, and the scans."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q, QuerySet

from jijiao.accounts.models import Account, Hat
from jijiao.attachments import files
from jijiao.attachments.models import Attachment
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.certificates.models import Certificate
from jijiao.credits.models import AnnualResult, Entry
from jijiao.declarations.models import Declaration
from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Job
from jijiao.letters.models import Letter
from jijiao.lib.clock import SHANGHAI
from jijiao.lib.refusal import Refusal
from jijiao.operations.my_data import done_to
from jijiao.operations.trail import about, lines
from jijiao.people.careers import history
from jijiao.people.models import Credential, Paper, Person
from jijiao.person_changes.models import PersonChange
from jijiao.registration.models import PersonRegistration
from jijiao.reviews.models import Stop
from jijiao.security.models import Visit
from jijiao.sheets.bundle import bundled
from jijiao.sheets.writing import pages
from jijiao.transfers.models import Transfer
from jijiao.web import limits

COPY = "operations.own_copy"
A_DAY, BUDGET = 24 * 60 * 60, 5
# of the machinery, or a secret: says nothing about the person
LEFT_OUT = frozenset(
    {"id", "ref", "password", "password_hash", "document_key", "mobile_key", "unit_path", "activity", "session", "code"}
    | {"session_digest", "batch"}
)
# what columns without a word of their own are called; the others keep theirs
WORDS = {
    "account": "账号", "counted": "计入统计", "pinyin": "姓名拼音",
    "began_at": "登录时间", "completed_at": "完成时间", "created_at": "开通时间",
    "declared_at": "申报时间", "department": "部门", "details": "形式内容", "ended_at": "结束时间",
    "ended_on": "结束日期", "enrolled_at": "登记时间", "figures": "证书内容", "is_active": "可以登录",
    "kind": "类别", "live": "有效", "open": "在办", "origin": "来源", "person": "人员",
    "professional": "专业科目学时", "public": "公需科目学时", "read_at": "阅读时间", "recorded_at": "入账时间",
    "reverses": "冲正", "review": "审核", "role": "角色", "rules": "规则", "seen_at": "最近使用",
    "sent_at": "发送时间", "settled_at": "认定时间", "started_at": "开始时间", "started_on": "开始日期",
    "superseded_at": "被取代时间", "unit": "单位", "version": "版本",
}  # fmt: skip
AT_MOST = 60 << 20  # bytes of scans in one file
Row = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One page of the workbook: its name, its key in the JSON, and its rows."""

    title: str
    key: str
    rows: list[Row]


@transaction.atomic
def ask(*, by: Hat) -> Job:
    """Queue the copy of one's own data. Raises Refusal when it was asked for often today."""
    if not limits.take(f"own-copy:{by.account_id}", BUDGET, A_DAY):
        raise Refusal(f"今天已下载 {BUDGET} 次，请明天再试。")
    record(by, Tag.ACCOUNT_COPY, on=by.account)
    return enqueue(COPY, by=by)


def packed(account: Account) -> bytes:
    """The ZIP: 我的数据.xlsx, 我的数据.json, and the scans by their number."""
    return bundled(_files(account))


def _files(account: Account) -> Iterator[tuple[str, str | bytes]]:
    people = list(Person.everywhere.filter(account=account).select_related("unit", "department", "account"))
    parts = list(_parts(account, people))
    yield "我的数据.xlsx", pages({part.title: part.rows for part in parts})
    yield "我的数据.json", json.dumps({part.key: part.rows for part in parts}, ensure_ascii=False, indent=1)
    size, left = 0, 0
    for attachment in _attachments(account, people):
        size += attachment.size
        try:
            if size <= AT_MOST:
                yield f"附件/{attachment.pk}-{attachment.name}", files.read(attachment.stored_as)
            else:
                left += 1
        except FileNotFoundError:
            left += 1
    yield "说明.txt", _explained(parts, left)


def _parts(account: Account, people: list[Person]) -> Iterator[Part]:
    yield _part("账号", "account", Account.objects.filter(pk=account.pk))
    yield _part("身份", "hats", Hat.everywhere.filter(account=account))
    yield _part("登录设备", "visits", Visit.everywhere.filter(account=account))
    yield _part("个人信息", "person", Person.everywhere.filter(pk__in=[person.pk for person in people]))
    yield _part("职称学历资格称号", "credentials", Credential.everywhere.filter(person__in=people))
    times = [time for person in people for time in history(person)]
    named = ("unit", "单位"), ("since", "起"), ("until", "止"), ("because", "变动原因"), ("number", "调转单号")
    yield Part("单位履历", "history", [{word: _plain(getattr(time, name)) for name, word in named} for time in times])
    registrations = PersonRegistration.everywhere.filter(document_key=account.document_key)
    yield _part("注册申请", "registrations", registrations)
    changes = PersonChange.everywhere.filter(person__in=people).select_related("review", "unit").order_by("pk")
    yield Part("信息修改申请", "changes", [_of_change(change) for change in changes])
    yield _part("调转", "transfers", Transfer.everywhere.filter(person__in=people))
    yield _part("学时申报", "declarations", Declaration.everywhere.filter(person__in=people))
    stops = Stop.everywhere.filter(review__subject_account=account).select_related("review")
    yield Part("审核过程", "reviews", [_of_stop(stop) for stop in stops.order_by("review_id", "round", "seq")])
    yield _part("学时账", "entries", Entry.everywhere.filter(person__in=people))
    yield _part("年度认定", "results", AnnualResult.everywhere.filter(person__in=people))
    yield _part("证书", "certificates", Certificate.everywhere.filter(person__in=people))
    yield _part("消息", "letters", Letter.everywhere.filter(account=account))
    yield Part("操作记录", "trail", list(_trail(account)))


def _part(title: str, key: str, rows: "QuerySet[Any]") -> Part:
    return Part(title, key, [_row(row) for row in rows.order_by("pk")])


def _row(row: models.Model) -> Row:
    """Every column that says something of the person, under the words of the pages."""
    told = {}
    for column in row._meta.concrete_fields:
        if column.name in LEFT_OUT:
            continue
        value = getattr(row, column.name)
        if column.choices:
            value = dict(column.flatchoices).get(value, value)
        told[WORDS.get(column.name) or str(column.verbose_name)] = _plain(
            str(value) if isinstance(value, models.Model) else value
        )
    return told


def _of_change(change: PersonChange) -> Row:
    """Both sides as they are kept: the numbers are the person's own."""
    return {
        "修改内容": change.title,
        "修改前": _plain(change.before),
        "修改后": _plain(change.after),
        "修改原因": change.reason,
        "审核单位": change.unit.name,
        "状态": change.state_name,
        "申请时间": _plain(change.requested_at),
        "生效时间": _plain(change.effective_at),
    }


def _of_stop(stop: Stop) -> Row:
    """Which desk decided what; who sat there is the unit's."""
    return {
        "事项": stop.review.kind,
        "审核单位": stop.unit.name,
        "环节": stop.label,
        "结果": stop.get_decision_display() if stop.decision else "",
        "意见": stop.note,
        "时间": _plain(stop.decided_at),
    }


def _trail(account: Account) -> Iterator[Row]:
    for line in lines(about(done_to(account).subjects).order_by("pk"), owner=account):
        yield {
            "时间": _plain(line.event.at),
            "操作": line.word,
            "操作人": line.event.actor,
            "对象": line.subject,
            "涉及单位": line.unit,
            "详情": "；".join(f"{word}：{value}" for word, value in line.particulars),
        }


def _plain(value: Any) -> Any:
    """A value that both a cell and JSON take."""
    if isinstance(value, datetime):
        return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else value if isinstance(value, int) else str(value)


def _attachments(account: Account, people: list[Person]) -> Iterable[Attachment]:
    papers = Paper.everywhere.filter(person__in=people).values("attachment")
    found = Q(pk__in=papers)
    for rows, name in (
        (PersonChange.everywhere.filter(person__in=people), "proofs"),
        (Transfer.everywhere.filter(person__in=people), "proofs"),
        (Declaration.everywhere.filter(person__in=people), "evidence"),
        (PersonRegistration.everywhere.filter(document_key=account.document_key), "proofs"),
    ):
        found |= Q(pk__in=rows.filter(**{f"{name}__isnull": False}).values(name))
    return Attachment.everywhere.filter(found).order_by("pk")


def _explained(parts: list[Part], left: int) -> str:
    said = [f"{part.title}：{len(part.rows)} 条" for part in parts]
    more = f"\n另有 {left} 个附件因文件过大或已清理没有放入，可在相应的申请中查看。" if left else ""
    return "本文件是平台保存的与您有关的全部数据，按表分页列在“我的数据.xlsx”中，“我的数据.json”供程序读取。\n\n" + (
        "\n".join(said) + more + "\n"
    )
