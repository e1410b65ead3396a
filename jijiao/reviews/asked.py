"""我的申请: every request about somebody, how far it is, and on whose desk since when."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from jijiao.reviews.flow import NAMES, State
from jijiao.reviews.kinds import KINDS, Kind
from jijiao.reviews.models import Review
from jijiao.reviews.queries import attach
from jijiao.web.forms import FilterForm

# what tells requests of others apart says nothing in a list of one's own
SAME = ("姓名", "身份证", "证件号码", "来源")


class AskedFilter(FilterForm):
    """Which kind, and how far."""

    kind = forms.ChoiceField(label="事项", choices=())
    state = forms.ChoiceField(label="状态", choices=[(state.value, name) for state, name in NAMES.items()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = [(kind.key, called(kind)) for kind in KINDS.values()]
        self.fields["kind"].choices = [("", self.blank_choice), *labels]  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        return rows.filter(**{name: value for name, value in chosen.items() if value})


def called(kind: Kind) -> str:
    """人员信息修改, where the desk reads 人员信息修改审核; 学时（分）审核 would be nothing without its end."""
    short = kind.label.removesuffix("审核")
    return kind.label if short.endswith("）") else short


def about(account_id: int) -> QuerySet[Review]:
    """Everything that is or was reviewed about the account's owner, whoever asked."""
    return Review.everywhere.filter(subject_account=account_id)


def told(reviews: Iterable[Review]) -> None:
    """Each review learns what it is called, what it is about and where its page is; a query for each kind."""
    rows = list(reviews)
    for key in {review.kind for review in rows}:
        kind = KINDS[key]
        mine = [review for review in rows if review.kind == key]
        attach(kind, mine)
        for review in mine:
            cells = [(column.heading, value) for column, value in review.cells if column.heading not in SAME]  # type: ignore[attr-defined]
            review.label, review.summary = called(kind), _in_one_line(cells)  # type: ignore[attr-defined]
            review.page = kind.page(review.subject)  # type: ignore[attr-defined]
            review.pending = review.state == State.PENDING  # type: ignore[attr-defined]


def _in_one_line(cells: list[tuple[str, object]]) -> str:
    """A single cell speaks for itself."""
    return str(cells[0][1]) if len(cells) == 1 else "；".join(f"{heading}：{value}" for heading, value in cells)
