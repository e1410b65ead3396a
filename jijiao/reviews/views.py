"""The inbox of every kind of request: list, record, decisions on one or many, 删除 and 恢复 of decided ones."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import trigger_client_event

from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.reviews import batches, hiding, queries
from jijiao.reviews.actions import NotYours, decide, why_not
from jijiao.reviews.forms import DECIDED, HIDDEN, PLACES, DecisionForm, InboxFilters, unread
from jijiao.reviews.kinds import KINDS, Kind
from jijiao.reviews.models import Review, Stop
from jijiao.reviews.reasons import offered
from jijiao.web.answers import done, show
from jijiao.web.listing import Listing, listing
from jijiao.web.navigation import Tab
from jijiao.web.request import Request

View = Callable[..., HttpResponseBase]


def of_kind(view: View) -> View:
    """Turns the address's word into the kind; a review of another kind does not exist at this address."""

    @wraps(view)
    def typed(request: Request, *handed: Any, kind: str) -> HttpResponseBase:
        for thing in handed:
            review = thing.review if isinstance(thing, Stop) else thing
            if review.kind != kind:
                raise Http404
        try:
            return view(request, *handed, kind=KINDS[kind])
        except NotYours as error:
            raise Http404 from error

    return typed


@of_kind
def inbox(request: Request, *, kind: Kind) -> HttpResponse:
    filters = InboxFilters(kind, request.scope, request.GET)
    if filters.is_pending:
        order = {"waited": ["desk_since"], "submitted": ["submitted_at"]}
    else:
        order = {"decided": ["-decided_at"], "submitted": ["review__submitted_at"]}
    found = listing(request, filters.rows(), filters=filters, order=order, dress=filters.dress)
    context = {
        "kind": kind,
        "listing": found,
        "place": filters.place,
        "places": [
            Tab(label, found.href(view=view or None, decision=None), view == filters.place) for view, label in PLACES
        ],
        "tabs": tabs(request, kind),
        "reasons": offered(kind, request.hat.unit_id),
        "looked_at": clock.now().isoformat(),
    }
    return show(request, "reviews/inbox.html", context, parts=("rows",))


def places(found: Listing, filters: InboxFilters) -> list[Tab]:
    """待审核 | 已审核 | 已删除; the other conditions stay."""
    return [
        Tab(label, found.href(view=view or None, decision=None, sort=None), view == filters.place)
        for view, label in PLACES
    ]


def tabs(request: Request, kind: Kind) -> list[Tab]:
    """The kinds of one group that this hat may review, with what waits of each."""
    counts = {row.kind.key: row.count for row in queries.waiting(request.hat)}
    return [
        Tab(other.label, reverse("reviews.inbox", args=[other.key]), other is kind, counts.get(other.key, 0))
        for other in KINDS.values()
        if other.group == kind.group and request.hat.may(other.needs)
    ]


@of_kind
def record(request: Request, review: Review, *, kind: Kind) -> HttpResponse:
    return _record(request, review, kind, request.GET.urlencode())


def _record(
    request: Request, review: Review, kind: Kind, conditions: str, form: DecisionForm | None = None, said: str = ""
) -> HttpResponse:
    [subject] = queries.subjects_of(kind, [review.pk])
    told = {"kind": kind, "review": review, "conditions": conditions, "said": said, "in_drawer": _in_drawer(request)}
    fresh = {"looked_at": clock.now().isoformat(), "conditions": conditions}
    context = told | {
        "subject": subject,
        "name": kind.subject_name(subject),
        "notices": kind.notices(subject),
        "yes_word": kind.yes(review),
        "trail": queries.trail(review),
        "near": queries.neighbours(_pending_like(kind, request, conditions), review),
        "own_stop": queries.own_stop(review, request.scope),
        "obstacle": why_not(review, by=request.hat, scope=request.scope),
        "form": form or DecisionForm(initial=fresh, asks=kind.asks(subject)),
        "reasons": offered(kind, request.hat.unit_id),
    }
    return show(request, "reviews/record.html", context, parts=("drawer",))


def _pending_like(kind: Kind, request: Request, conditions: str) -> Any:
    """What waits under the conditions of the inbox that one came from."""
    data = QueryDict(conditions).copy()
    data.pop("view", None)
    filters = InboxFilters(kind, request.scope, data)
    return filters.narrowed(filters.rows())


@of_kind
def approval(request: Request, review: Review, *, kind: Kind) -> HttpResponseBase:
    return _decide(request, review, kind, approve=True)


@of_kind
def rejection(request: Request, review: Review, *, kind: Kind) -> HttpResponseBase:
    return _decide(request, review, kind, approve=False)


def _decide(request: Request, review: Review, kind: Kind, *, approve: bool) -> HttpResponseBase:
    [subject] = queries.subjects_of(kind, [review.pk])
    asks = kind.asks(subject)
    form = DecisionForm(request.POST, asks=asks if approve else unread(asks))
    conditions = request.POST.get("conditions", "")
    following = queries.neighbours(_pending_like(kind, request, conditions), review).after
    if form.is_valid():
        answer = {name: form.cleaned_data[name] for name in ("note", "looked_at")} | {"answers": form.answers}
        with form.catching():
            [outcome] = decide(kind, [review.pk], approve=approve, by=request.hat, scope=request.scope, **answer)
            if outcome.done:
                said = f"{outcome.message}：{outcome.name}"
                return _go_on(request, kind, following if form.cleaned_data["go_on"] else None, conditions, said)
            form.refuse(Refusal(outcome.message, outcome.field))
    review.refresh_from_db()
    return _record(request, review, kind, conditions, form)


def _go_on(request: Request, kind: Kind, following: int | None, conditions: str, said: str) -> HttpResponseBase:
    """After a decision: the next request in the same drawer or page, else back to the list."""
    if following is None:
        return done(request, said, f"{reverse('reviews.inbox', args=[kind.key])}?{conditions}".rstrip("?"))
    if _in_drawer(request):
        review = queries.pending(kind, request.scope).get(pk=following)
        return trigger_client_event(_record(request, review, kind, conditions, said=said), "listChanged", {})
    messages.success(request, said)
    return redirect(f"{reverse('reviews.record', args=[kind.key, following])}?{conditions}".rstrip("?"))


def _in_drawer(request: Request) -> bool:
    """Over the list; on its own page a request is decided without htmx, as there is no list to fetch again."""
    return bool(request.htmx and request.htmx.target == "drawer")


@of_kind
def approvals(request: Request, *, kind: Kind) -> HttpResponseBase:
    return _decide_many(request, kind, approve=True)


@of_kind
def rejections(request: Request, *, kind: Kind) -> HttpResponseBase:
    return _decide_many(request, kind, approve=False)


def _decide_many(request: Request, kind: Kind, *, approve: bool) -> HttpResponseBase:
    filters = lambda data: InboxFilters(kind, request.scope, data)  # noqa: E731
    ids = batches.chosen(request, queries.pending(kind, request.scope), filters)
    form = DecisionForm(request.POST)
    context: dict[str, Any] = {"kind": kind, "approve": approve, "ids": ids, "form": form}
    if form.is_valid():
        answer = {"note": form.cleaned_data["note"], "looked_at": form.cleaned_data["looked_at"]}
        with form.catching():
            if len(ids) > batches.AT_ONCE:
                job = batches.decide_later(kind, ids, approve=approve, by=request.hat, scope=request.scope, **answer)
                return redirect("jobs.record", job.ref)
            outcomes = decide(kind, ids, approve=approve, by=request.hat, scope=request.scope, **answer)
            failed = [outcome for outcome in outcomes if not outcome.done]
            context |= {"outcomes": outcomes, "failed": failed, "decided": len(outcomes) - len(failed)}
    context["looked_at"] = clock.now().isoformat()
    return show(request, "reviews/outcomes.html", context)


@of_kind
def hide(request: Request, stop: Stop, *, kind: Kind) -> HttpResponseBase:
    hiding.hide(stop, by=request.hat)
    said = "已从您的列表中移除，审核过程仍保留备查；30 天内可在“已删除”中恢复"
    return done(request, said, f"{reverse('reviews.inbox', args=[kind.key])}?view={DECIDED}")


@of_kind
def restore(request: Request, stop: Stop, *, kind: Kind) -> HttpResponseBase:
    hiding.restore(stop, by=request.hat)
    return done(request, "已恢复到“已审核”列表", f"{reverse('reviews.inbox', args=[kind.key])}?view={HIDDEN}")
