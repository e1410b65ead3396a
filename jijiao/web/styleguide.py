"""The page of components, in every state, for those who build pages. It stands only where DEBUG is on, and in tests."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from jijiao.web.answers import show
from jijiao.web.charts import Bar, Part
from jijiao.web.forms import Card, FilterForm, PageForm
from jijiao.web.listing import listing
from jijiao.web.navigation import Tab

SUBJECTS = [("gx", "公需科目"), ("bx", "专业科目")]
WAYS = [
    ("post", Card("岗位培训", "每天按 8 学时计")),
    ("conference", Card("学术会议", "按级别和参加方式计算")),
    ("paper", Card("发表论文", "按期刊和作者排序计算")),
]
WORDS = ("草稿", "待审核", "审核中", "退回补正", "通过", "驳回", "已撤回", "已撤销")
LEVELS = (("正高级", "k-1"), ("副高级", "k-2"), ("中级", "k-3"), ("初级", "k-4"))


class SampleForm(PageForm):
    name = forms.CharField(label="培训名称", max_length=60, help_text="与培训通知上的名称一致")
    subject = forms.ChoiceField(label="计入科目", choices=SUBJECTS, widget=forms.RadioSelect)
    way = forms.ChoiceField(label="学习形式", choices=WAYS, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label="培训方式", choices=[("face", "集中面授"), ("net", "网络学习")])
    end = forms.DateField(label="结束日期")
    hours = forms.DecimalField(label="申报学时", max_value=40, help_text="按 5 天计，最多 40 学时")
    note = forms.CharField(label="说明", widget=forms.Textarea, required=False)
    promise = forms.BooleanField(label="以上内容真实有效", error_messages={"required": "请勾选承诺。"})


class SampleFilter(FilterForm):
    """The rows are the content types: they exist in every database and belong to nobody."""

    model = forms.CharField(label="名称")
    app_label = forms.ChoiceField(label="所属模块", choices=[("people", "人员"), ("units", "单位"), ("jobs", "任务")])
    since = forms.DateField(label="提交时间从")
    until = forms.DateField(label="提交时间到")
    late = forms.BooleanField(label="只看超期")

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        if chosen["model"]:
            rows = rows.filter(model__contains=chosen["model"])
        return rows.filter(app_label=chosen["app_label"]) if chosen["app_label"] else rows


def page(request: HttpRequest) -> HttpResponse:
    """Every component; a POST shows the form with its errors."""
    rows = ContentType.objects.all()
    form = SampleForm(request.POST) if request.method == "POST" else SampleForm(initial={"end": date(2026, 3, 2)})
    return show(
        request,
        "web/styleguide.html",
        {
            "form": form,
            "listing": listing(
                request, rows, filters=SampleFilter(request.GET), order={"model": ["model"], "app": ["app_label"]}
            ),
            "words": WORDS,
            "steps": ["单位信息", "信用代码", "管理员信息", "承诺与提交"],
            "tabs": [Tab("待审核", "?", True, 23), Tab("已审核", "?tab=done")],
            "parts": [Part("已完成", 186, "k-done"), Part("只差公需课", 21, "k-gx"), Part("只差必需课", 28, "k-bx")],
            "bars": [sample_bar("中小学教师", 12, 60, 123, 66), sample_bar("卫生技术人员", 6, 18, 30, 9)],
        },
        parts=("rows", "drawer"),
    )


def sample_bar(series: str, *counts: int) -> Bar:
    return Bar(series, [Part(level, count, kind) for (level, kind), count in zip(LEVELS, counts, strict=True)])
