"""The conditions of an inbox, and the decision on one request or many."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from jijiao.reviews import queries
from jijiao.reviews.actions import LONGEST_NOTE, SHORTEST_REASON
from jijiao.reviews.kinds import KINDS, Kind
from jijiao.reviews.models import LATE, LONGEST_TERM
from jijiao.reviews.terms import Step, present_terms
from jijiao.scoping.scope import Scope
from jijiao.web.forms import FilterForm, NumberText, PageForm

PENDING, DECIDED, HIDDEN = "", "decided", "hidden"
PLACES = ((PENDING, "待审核"), (DECIDED, "已审核"), (HIDDEN, "已删除"))
PERIODS = (("7", "近 7 天"), ("30", "近 30 天"), ("late", f"已超过 {LATE} 天"))
RESULTS = (("approved", "通过"), ("rejected", "驳回"))


class InboxFilters(FilterForm):
    """Conditions of one kind's inbox. `view` is the place (待审核, 已审核, 已删除), not a condition."""

    view = forms.ChoiceField(choices=PLACES, widget=forms.HiddenInput)
    q = forms.CharField(max_length=60)

    def __init__(self, kind: Kind, scope: Scope, data: QueryDict | None) -> None:
        self.kind, self.scope = kind, scope
        self.place = data.get("view", PENDING) if data else PENDING
        super().__init__(data, also=self._more(kind, scope))
        self.fields["q"].label = kind.search_label

    def _more(self, kind: Kind, scope: Scope) -> dict[str, forms.Field]:
        more: dict[str, forms.Field] = {
            part.name: forms.ChoiceField(label=part.label, choices=list(part.choices(scope))) for part in kind.filters
        }
        if self.place:
            more["decision"] = forms.ChoiceField(label="审核结果", choices=RESULTS)
        more["submitted"] = forms.ChoiceField(label="提交时间", choices=PERIODS)
        return more

    @property
    def is_pending(self) -> bool:
        return self.place == PENDING

    def rows(self) -> QuerySet[Any]:
        """What the place shows before any condition."""
        if self.place == DECIDED:
            return queries.decided(self.kind, self.scope)
        if self.place == HIDDEN:
            return queries.hidden(self.kind, self.scope)
        return queries.pending(self.kind, self.scope)

    def dress(self, rows: QuerySet[Any]) -> Any:
        """The rows of a page with their requests."""
        if self.is_pending:
            return queries.with_subjects(self.kind, rows)
        return queries.stops_with_subjects(self.kind, rows)

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        like = queries.reviews_like(self.kind, chosen["q"], chosen)
        if like is not None:
            rows = rows.filter(**{"pk__in" if self.is_pending else "review_id__in": like})
        if chosen["submitted"]:
            rows = rows.filter(queries.submitted(chosen["submitted"], "" if self.is_pending else "review__"))
        return rows.filter(decision=chosen["decision"]) if chosen.get("decision") else rows


class ReasonForm(PageForm):
    """One more 常用审核意见."""

    text = forms.CharField(label="审核意见", min_length=SHORTEST_REASON, max_length=100)


class TermsForm(PageForm):
    """A number of working days for every step that has a limit."""

    def __init__(self, data: QueryDict | None = None) -> None:
        present = present_terms()
        self.steps = {f"days{at}": step for at, step in enumerate(present)}
        super().__init__(data, also={name: _days_of(step, present[step]) for name, step in self.steps.items()})

    def wanted(self) -> dict[Step, int]:
        """The days as they were typed, by step."""
        return {step: self.cleaned_data[name] for name, step in self.steps.items()}


def _days_of(step: Step, days: int) -> forms.IntegerField:
    kind, label = step
    name = f"{KINDS[kind].label}：{label}"
    return forms.IntegerField(label=name, initial=days, min_value=1, max_value=LONGEST_TERM, widget=NumberText)


class DecisionForm(PageForm):
    """审核意见 and what goes with a decision; the verb is in the address. `asks` stand first: the kind's own fields."""

    note = forms.CharField(
        label="审核意见",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "ta-s"}),
        help_text="驳回时必填，申请人能看到",
    )
    looked_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    conditions = forms.CharField(required=False, widget=forms.HiddenInput)
    go_on = forms.BooleanField(label="办理后打开下一条", required=False, initial=True)

    def __init__(self, *args: Any, asks: Mapping[str, forms.Field] | None = None, **kwargs: Any) -> None:
        self.asked = list(asks or ())
        super().__init__(*args, also=asks, **kwargs)
        self.order_fields(self.asked)

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.asked]

    @property
    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.asked}


def unread(asks: Mapping[str, forms.Field]) -> dict[str, forms.Field]:
    """The same fields where nothing depends on them (a rejection): shown again as they were typed, right or wrong."""
    for field in asks.values():
        field.required, field.clean = False, lambda value: value  # type: ignore[method-assign]
    return dict(asks)
