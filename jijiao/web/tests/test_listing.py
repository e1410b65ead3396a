"""Lists: conditions, order, pages, counts, and queries that do not grow with the rows."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import QuerySet
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from jijiao.web import listing as listings
from jijiao.web.forms import FilterForm
from jijiao.web.listing import Listing, listing

pytestmark = pytest.mark.django_db


class SampleFilter(FilterForm):
    key = forms.CharField(label="名称")
    taken = forms.ChoiceField(label="次数", choices=[("one", "一次"), ("two", "两次")])
    place = forms.CharField(widget=forms.HiddenInput)

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        if chosen["key"]:
            rows = rows.filter(model__contains=chosen["key"])
        return rows.filter(app_label=chosen["taken"]) if chosen["taken"] else rows


@pytest.fixture(autouse=True)
def rows() -> Iterator[None]:
    """Content types stand for rows: they exist at this layer, have a number as key and belong to nobody."""
    ContentType.objects.all().delete()
    ContentType.objects.bulk_create(ContentType(model=f"k{n:03}", app_label=("one", "two")[n % 2]) for n in range(45))
    yield
    ContentType.objects.clear_cache()


def ask(query: str = "", **options: Any) -> Listing:
    request = RequestFactory().get(f"/limits/?{query}")
    options.setdefault("order", {"key": ["model"], "taken": ["app_label"]})
    return listing(request, ContentType.objects.all(), filters=SampleFilter(request.GET), **options)


def keys(found: Listing) -> list[str]:
    return [row.model for row in found.rows]


def test_the_first_page_in_the_default_order() -> None:
    found = ask()
    assert keys(found) == [f"k{n:03}" for n in range(10)]
    assert found.total_text == "共 45 条"
    assert [(link.number, link.current) for link in found.links][:3] == [(1, True), (2, False), (3, False)]
    assert found.first_number == 1


@pytest.mark.parametrize(
    ("query", "first", "count"),
    [
        ("page=5", "k040", 5),
        ("page=99", "k040", 5),
        ("page=x", "k000", 10),
        ("page=-1", "k000", 10),
        ("page=²", "k000", 10),
        ("size=20", "k000", 20),
        ("size=1000", "k000", 10),
        ("sort=-key", "k044", 10),
        ("sort=-taken", "k043", 10),
        ("sort=until; drop table", "k000", 10),
        ("key=k04", "k040", 5),
    ],
)
def test_the_query_string_is_obeyed_within_its_limits(query: str, first: str, count: int) -> None:
    found = ask(query)
    assert keys(found)[0] == first
    assert len(found.rows) == count


def test_conditions_become_chips_that_take_them_away() -> None:
    found = ask("key=k0&taken=two&place=done&page=2&sort=-key")
    assert [(chip.label, chip.value) for chip in found.chips] == [("名称", "k0"), ("次数", "两次")]
    assert found.chips[0].href == "/limits/?taken=two&place=done&sort=-key"
    assert found.reset_href == "/limits/?place=done&sort=-key"
    assert found.conditions == "key=k0&taken=two&place=done"
    assert found.is_filtered
    assert not ask("place=done").is_filtered


def test_a_wrong_condition_shows_nothing_and_says_so() -> None:
    found = ask("taken=9&key=k0")
    assert (list(found.rows), found.total) == ([], 0)
    assert found.filters is not None
    assert "次数" in found.filters.misread
    assert found.filters["taken"].errors
    assert SampleFilter({"key": "k0"}).misread == ""


def test_queries_do_not_grow_with_the_rows() -> None:
    counts = []
    for size in (10, 20):
        with CaptureQueriesContext(connection) as caught:
            found = ask(f"size={size}")
            assert (len(found.rows), found.total, bool(found.links), found.next_href != "") == (size, 45, True, True)
        counts.append(len(caught))
    assert counts == [3, 3]


def test_a_rollup_counts_only_what_has_no_conditions() -> None:
    assert ask(count=lambda: 150_000).total_text == "共 150000 条"
    assert ask("key=k00", count=lambda: 150_000).total_text == "共 10 条"


def test_many_rows_are_not_counted_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "COUNTED", 40)
    assert ask().total_text == "共 40+ 条"


def test_behind_the_last_number_the_list_goes_on_by_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "LAST_NUMBER", 2)
    seen: list[str] = []
    found = ask("sort=-taken&page=2", order={"taken": ["app_label", "-model"]})
    for _ in range(4):
        seen += keys(found)
        if not found.next_href:
            break
        found = ask(found.next_href.partition("?")[2], order={"taken": ["app_label", "-model"]})
    everything = ContentType.objects.order_by("-app_label", "model").values_list("model", flat=True)
    assert seen == list(everything)[10:]


def test_only_the_rows_of_the_page_are_dressed() -> None:
    found = ask("page=2", dress=lambda page: page.extra(select={"mark": "'x'"}))
    assert {row.mark for row in found.rows} == {"x"}
    assert keys(found)[0] == "k010"


@pytest.mark.parametrize(
    ("query", "said"), [("", "descending"), ("sort=newest", "descending"), ("sort=-newest", "ascending")]
)
def test_a_heading_says_which_way_its_column_runs(query: str, said: str) -> None:
    found = ask(query, order={"newest": ["-model"], "taken": ["app_label"]})
    assert (found.direction("newest"), found.direction("taken")) == (said, "none")
