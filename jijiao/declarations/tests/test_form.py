"""The form of 学时（分）申报: the subject limits the forms, one summary, doubts as hints, blanks stay blank."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jijiao.declarations.models import Declaration
from jijiao.declarations.queries import notices
from jijiao.declarations.tests.learnings import PAPER, TRAINING, decided, declared
from jijiao.declarations.tests.test_pages import NEW, Enter, picture, post, through
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.2.1", "R2")

PUBLIC = {"subject": "1"}


def forms_of(page: str) -> str:
    return page.split('id="id_form"')[1].split("</fieldset>")[0]


def test_only_forms_that_count_to_the_subject_are_offered(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.li_hat)
    assert "论文" in forms_of(client.get(NEW).content.decode())
    page = client.get(f"{NEW}?subject=1").content.decode()
    assert "岗位培训" in forms_of(page)
    assert "论文" not in forms_of(page)
    assert "学术会议" not in forms_of(page)


def test_what_was_typed_for_a_form_that_gave_way_goes_along(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.li_hat)
    page = post(client, "fields", PAPER | {"form": "LF12"} | PUBLIC)
    assert "岗位培训需要填写" in page
    assert 'value="重症监护护理质量研究"' in page
    assert '<input type="hidden" name="issue" value="2026 年第 6 期">' in page
    back = post(client, "fields", PAPER | {"form": "LF12", "subject": "2"})
    assert 'name="issue" value="2026 年第 6 期" maxlength' in back.replace(' type="text"', "")


def test_sent_on_without_script_it_says_what_gave_way_and_nothing_else(cast: Cast, as_hat: Enter) -> None:
    data = PAPER | {"form": "LF12", "evidence": picture()} | PUBLIC
    page = post(as_hat(cast.li_hat), "preview", data)
    assert "论文不能计入公需科目，已换成岗位培训" in page
    assert "有 1 处需要改正" in page
    assert 'name="issue" value="2026 年第 6 期"' in page
    assert 'value="LF01"' in forms_of(page)
    assert "evidence-kept" in page
    assert not Declaration.everywhere.exists()


def test_a_subject_that_was_not_sent_is_asked_for(cast: Cast, as_hat: Enter) -> None:
    page = post(as_hat(cast.li_hat), "preview", TRAINING | {"form": "LF01", "evidence": picture()})
    assert "请选择计入科目" in page


def test_all_faults_stand_in_one_summary_each_with_its_place(cast: Cast, as_hat: Enter) -> None:
    page = post(as_hat(cast.hospital_admin), "preview", {"form": "LF01", "subject": "2"})
    assert page.count("errbox") == 1
    summary = page.split("errbox")[1].split("</div>")[0]
    faults = summary.count("<li>")
    assert f"有 {faults} 处需要改正" in summary
    assert 'href="#people">' in summary
    assert "请添加申请人。" in page.split('id="people"')[1].split("</section>")[0]


def test_who_declared_it_before_is_said_at_the_applicants(cast: Cast, as_hat: Enter) -> None:
    declared(cast.hospital_admin, cast.li)
    data = TRAINING | {"form": "LF01", "subject": "2", "people": [cast.li.pk], "evidence": picture()}
    page = post(as_hat(cast.hospital_admin), "submit", data, pledge="1")
    assert "李建国已申报过同一项学习" in page.split('id="people"')[1].split("</section>")[0]


def test_a_refused_file_is_said_at_every_step(cast: Cast, as_hat: Enter) -> None:
    wrong = SimpleUploadedFile("通知.pdf", b"%PDF-1.7")
    page = post(as_hat(cast.li_hat), "fields", TRAINING | {"form": "LF01", "subject": "2", "evidence": wrong})
    assert "这是 PDF 文件" in page


def test_doubts_are_hints_in_the_preview_and_stop_nothing(cast: Cast, as_hat: Enter) -> None:
    data = PAPER | {"form": "LF12", "subject": "2", "journal_no": "12345", "evidence": picture()}
    client = as_hat(cast.li_hat)
    page = post(client, "preview", data)
    assert "刊号看起来不正确" in page
    assert "可以照常提交" in page
    assert through(client, data | {"evidence": picture()}).status_code == 302
    fine = post(client, "preview", data | {"journal_no": "CN37-1000/G4", "evidence": picture()})
    assert "可以照常提交" not in fine


def test_blank_hours_come_back_blank_and_follow_what_is_corrected(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.li_hat)
    through(client, PAPER | {"form": "LF12", "subject": "2", "claimed_hours": "", "evidence": picture()})
    row = Declaration.everywhere.get()
    decided(cast.hospital_admin, row, approve=False)
    address = f"/declarations/{row.pk}/correction/"
    typed = client.get(address).context["page"].typed
    assert (typed["claimed_hours"], typed["rank"]) == ("", "1")
    data: dict[str, Any] = {name: typed[name] for name in typed} | {"rank": "2", "evidence": picture()}
    assert through(client, data, address).status_code == 302
    assert int(Declaration.everywhere.get().claimed) == 10


def test_hours_that_were_typed_come_back_as_people_write_them(cast: Cast, as_hat: Enter) -> None:
    row = declared(cast.li_hat, cast.li, days="2.5", claimed_hours="30")[0]
    decided(cast.hospital_admin, row, approve=False)
    typed = as_hat(cast.li_hat).get(f"/declarations/{row.pk}/correction/").context["page"].typed
    assert (typed["claimed_hours"], typed["class_hours"], typed["days"]) == ("30", "40", "2.5")


def test_a_likely_double_is_told_with_its_hours_as_people_write_them(cast: Cast) -> None:
    declared(cast.li_hat, cast.li)
    row = declared(cast.li_hat, cast.li, title="护理技术岗位培训二", claimed_hours="30")[0]
    assert any("（个人，40 学时）" in notice for notice in notices(row))
