"""The form every page starts from."""

from datetime import date
from decimal import Decimal

from django import forms

from jijiao.lib.refusal import Refusal
from jijiao.web.forms import Card, PageForm


class Sample(PageForm):
    name = forms.CharField(label="单位名称")
    nature = forms.ChoiceField(label="单位性质", choices=[("a", Card("事业单位", "财政拨款")), ("b", "企业")])
    day = forms.DateField(label="结束日期", required=False)
    hours = forms.DecimalField(label="申报学时", required=False, max_digits=4, decimal_places=1)
    phone = forms.CharField(label="单位电话", error_messages={"required": "请填写区号和号码"})
    secret = forms.CharField(widget=forms.HiddenInput)


FILLED = {"name": "示例市第一中学", "nature": "a", "day": "2026-03-02", "hours": "7.5", "phone": "1", "secret": "1"}


def test_values_are_clean() -> None:
    form = Sample(FILLED)
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 3, 2)
    assert form.cleaned_data["hours"] == Decimal("7.5")


def test_widgets_fit_the_style_sheet() -> None:
    form = Sample({**FILLED, "hours": "七个"})
    assert 'type="date" name="day" value="2026-03-02" class="inp"' in str(form["day"])
    assert 'type="text" name="hours" value="七个"' in str(form["hours"])  # what was typed stays, wrong or not
    assert 'inputmode="decimal"' in str(form["hours"])
    assert 'aria-required="true"' in str(form["name"])
    assert "required" not in str(form["day"])


def test_what_is_missing_is_named_in_order() -> None:
    form = Sample({})
    assert [(fault.anchor, fault.text) for fault in form.faults] == [
        ("id_name", "请填写单位名称"),
        ("id_nature", "请选择单位性质"),
        ("id_phone", "单位电话：请填写区号和号码"),
        ("", "Secret：请填写这一项"),
    ]


def test_refusals_land_at_their_field_or_over_the_form() -> None:
    form = Sample(FILLED)
    assert form.is_valid()
    with form.catching():
        raise Refusal("该单位已注册", "name")
    with form.catching():
        raise Refusal("本年度已结束", "elsewhere")
    assert form["name"].errors == ["该单位已注册"]
    assert form.non_field_errors() == ["本年度已结束"]


def test_a_card_is_its_label_with_a_note() -> None:
    assert Card("事业单位", "财政拨款").note == "财政拨款"
    assert "财政拨款" not in str(Sample()["nature"])


class Shorter(Sample):
    blank_choice = "全部"


def test_a_form_derived_from_another_has_its_own_blank_choice() -> None:
    assert '<option value="" selected>请选择</option>' in str(Sample()["nature"])
    assert '<option value="" selected>全部</option>' in str(Shorter()["nature"])
    assert str(Shorter()["name"]).count("inp") == str(Sample()["name"]).count("inp") == 2  # <input class="inp">


def test_what_people_typed_is_text_and_never_markup() -> None:
    typed = '"><script>&'
    form = Sample({"name": typed, "nature": typed, "day": typed})
    shown = "".join(map(str, (form["name"], form["nature"], form["day"])))
    assert "<script>" not in shown
    assert shown.count('value="&quot;&gt;&lt;script&gt;&amp;"') == 2


class Grouped(PageForm):
    region = forms.ChoiceField(label="区域", choices=[("37", "山东省"), ("济南市", [("3701", "济南市（市级）")])])


def test_grouped_choices_keep_their_groups() -> None:
    shown = str(Grouped({"region": "3701"})["region"])
    assert '<optgroup label="济南市"><option value="3701" selected>济南市（市级）</option></optgroup>' in shown


def test_the_first_form_of_a_class_is_dressed_like_all_later_ones_and_so_are_fields_of_one_form() -> None:
    class Narrowing(PageForm):
        q = forms.CharField()

    def made() -> Narrowing:
        return Narrowing(also={"source": forms.ChoiceField(choices=[("a", "个人")])})

    first, second = made(), made()
    for form in (first, second):
        assert 'class="inp"' in str(form["q"])
        assert 'class="inp"' in str(form["source"])
        assert "请选择" in str(form["source"])
    assert list(Narrowing().fields) == ["q"]
