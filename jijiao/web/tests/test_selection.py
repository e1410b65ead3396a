"""The rows of a bulk act: only those in scope, and those the person saw."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.test import RequestFactory

from jijiao.web.selection import NothingChosen, SelectionChanged, TooMany, selected
from jijiao.web.styleguide import SampleFilter

pytestmark = pytest.mark.django_db


def post(**sent: Any) -> HttpRequest:
    return RequestFactory().post("/", sent)


def ids(**conditions: Any) -> list[int]:
    return list(ContentType.objects.filter(**conditions).order_by("pk").values_list("pk", flat=True))


def test_ticked_rows_are_taken_if_they_are_in_scope() -> None:
    inside, outside = ids(app_label="units"), ids(app_label="people")
    rows = ContentType.objects.filter(app_label="units")
    assert selected(post(chosen=[inside[0], outside[0], "x", "9" * 30]), rows) == inside[:1]


def test_all_that_match_are_taken_by_their_conditions() -> None:
    matching = ids(app_label="units")
    request = post(everything="1", conditions="app_label=units", seen=len(matching))
    assert selected(request, ContentType.objects.all(), filters=SampleFilter) == matching


def test_a_list_that_changed_meanwhile_is_asked_again() -> None:
    request = post(everything="1", conditions="app_label=units", seen="1")
    with pytest.raises(SelectionChanged, match="请刷新后重新选择"):
        selected(request, ContentType.objects.all(), filters=SampleFilter)


def test_nothing_and_too_much_are_refused() -> None:
    rows = ContentType.objects.all()
    with pytest.raises(NothingChosen):
        selected(post(), rows)
    with pytest.raises(TooMany):
        selected(post(chosen=ids()[:3]), rows, at_most=2)
    with pytest.raises(TooMany):
        selected(post(everything="1", seen=rows.count()), rows, at_most=2)
