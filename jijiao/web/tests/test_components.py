"""The component page renders, whole and in parts, with and without errors."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("jijiao.web.tests.urls")]

WRONG = {"name": "", "subject": "", "way": "post", "hours": "48", "end": "2026-03-02", "mode": "face"}


def test_the_page_of_components_renders(client: Client) -> None:
    page = client.get("/styleguide/").content.decode()
    assert page.count("<h1>") == 1
    assert "<c-" not in page
    assert "{{" not in page
    assert "{%" not in page


def test_a_fragment_is_answered_to_htmx_and_the_page_to_others(client: Client) -> None:
    part = client.get("/styleguide/?page=2", headers={"HX-Request": "true", "HX-Target": "rows"}).content.decode()
    assert part.strip().startswith('<div id="rows"')
    assert "<html" not in part
    assert "HX-Request" in client.get("/styleguide/")["Vary"]


def test_a_form_with_errors_is_a_422_that_says_where(client: Client) -> None:
    response = client.post("/styleguide/", WRONG)
    page = response.content.decode()
    assert response.status_code == 422
    assert "有 4 处需要改正，改好后再提交" in page
    assert '<a href="#id_name">' in page
    assert '<a href="#id_subject_0">' in page
    assert "<title>出错：" in page
    assert 'value="48"' in page  # nothing typed is lost


def test_errors_are_tied_to_their_inputs(client: Client) -> None:
    page = client.post("/styleguide/", WRONG).content.decode()
    described = page.split('id="id_hours"')[0].rsplit("<input", 1)[1] + page.split('id="id_hours"')[1].split(">")[0]
    assert 'aria-invalid="true"' in described
    assert "id_hours_error" in described
    assert 'id="id_hours_error"' in page


def test_labels_are_the_bare_words(client: Client) -> None:
    page = client.get("/styleguide/").content.decode()
    assert '<label class="label req" for="id_name">培训名称</label>' in page
    assert 'aria-required="true"' in page
    assert " required" not in page.split('id="forms"')[1].replace("aria-required", "")


def test_a_select_offers_the_blank_choice_and_a_filter_offers_all(client: Client) -> None:
    page = client.get("/styleguide/").content.decode()
    assert '<option value="" selected>请选择</option>' in page
    assert '<option value="" selected>全部</option>' in page
