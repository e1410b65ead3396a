"""Readings of the audit trail: its list with filters, and how its chain stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from jijiao.accounts.models import Account
from jijiao.audit.models import Event, Seal, Verification
from jijiao.audit.tags import Tag
from jijiao.audit.words import SUBJECT_WORDS, TAG_WORDS
from jijiao.lib.clock import SHANGHAI
from jijiao.lib.text import tidy
from jijiao.operations.telling import Teller
from jijiao.units.models import Unit
from jijiao.web.forms import FilterForm

NEWEST = {"newest": ("-id",)}
AT_MOST = 200  # accounts of one name, units with one word in their names


class TrailFilter(FilterForm):
    """Who, what, about which unit and object, when."""

    who = forms.CharField(label="操作人姓名", max_length=50)
    tag = forms.ChoiceField(label="操作", choices=sorted(TAG_WORDS.items(), key=lambda pair: pair[0]))
    since = forms.DateField(label="起始日期")
    until = forms.DateField(label="截止日期")
    unit = forms.CharField(label="涉及单位", max_length=100)
    subject = forms.ChoiceField(label="对象类别", choices=list(SUBJECT_WORDS.items()))
    subject_id = forms.IntegerField(label="对象编号", min_value=1)
    number = forms.IntegerField(label="事件编号", min_value=1)

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        """Each condition meets an index: accounts and units are looked up first, days become moments."""
        if chosen["who"]:
            named = Account.objects.filter(name=tidy(chosen["who"])).order_by("pk")
            rows = rows.filter(account_id__in=list(named.values_list("pk", flat=True)[:AT_MOST]))
        if chosen["unit"]:
            units = Unit.everywhere.filter(name__contains=tidy(chosen["unit"])).order_by("pk")
            rows = rows.filter(about_unit_id__in=list(units.values_list("pk", flat=True)[:AT_MOST]))
        for name, column in (("tag", "tag"), ("subject", "subject"), ("subject_id", "subject_id"), ("number", "pk")):
            if chosen[name]:
                rows = rows.filter(**{column: chosen[name]})
        if chosen["since"]:
            rows = rows.filter(at__gte=datetime.combine(chosen["since"], time(), SHANGHAI))
        if chosen["until"]:
            rows = rows.filter(at__lt=datetime.combine(chosen["until"] + timedelta(days=1), time(), SHANGHAI))
        return rows


@dataclass(frozen=True)
class Line:
    """One event as pages show it."""

    event: Event
    sealed: bool
    teller: Teller

    @property
    def word(self) -> str:
        return self.teller.word(self.event)

    @property
    def unit(self) -> str:
        return self.teller.unit(self.event)

    @property
    def subject(self) -> str:
        """账号：李建国, or empty for an act on nothing in particular."""
        return self.teller.subject(self.event)

    @property
    def check(self) -> int | None:
        """The id of the 核验身份 that the event wrote down; its page has the proof."""
        found = self.event.particulars.get("check") if self.event.tag == Tag.ACCOUNT_IDENTIFY else None
        return found if isinstance(found, int) else None

    @property
    def particulars(self) -> list[tuple[str, str]]:
        """What else was written down, under the words of the page; nothing that is empty."""
        return self.teller.particulars(self.event)


def lines(events: Iterable[Event], *, owner: Account | None = None) -> list[Line]:
    """Events in words, for their `owner` where it is their own; a bounded number of queries however many."""
    rows = list(events)
    end, teller = sealed_up_to(), Teller(rows, owner=owner.pk if owner else None)
    return [Line(row, row.pk <= end, teller) for row in rows]


def sealed_up_to() -> int:
    """The last event under a seal; 0 before the first."""
    return Seal.objects.order_by("-number").values_list("last_id", flat=True).first() or 0


@dataclass(frozen=True)
class ChainState:
    """How the chain stands: the last verification, and what waits for its seal since when."""

    verification: Verification | None
    waiting: int
    waiting_since: datetime | None

    @property
    def word(self) -> str:
        if self.verification is None:
            return "尚未校验"
        return "完整" if not self.verification.finding else "异常"


def chain_state() -> ChainState:
    pending = Event.objects.filter(pk__gt=sealed_up_to())
    oldest = pending.order_by("pk").values_list("at", flat=True).first()
    return ChainState(Verification.objects.order_by("-pk").first(), pending.count(), oldest)


def about(subjects: Mapping[str, Iterable[int]]) -> QuerySet[Event]:
    """Events about these objects: `app_label.model` → ids; none for an empty mapping."""
    condition = Q(pk__in=())
    for label, ids in subjects.items():
        if found := list(ids):
            condition |= Q(subject=label, subject_id__in=found)
    return Event.objects.filter(condition)
