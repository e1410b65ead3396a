"""Forms of 电子证书: the conditions of the list, and the two ways to verify."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from jijiao.lib.years import this_year
from jijiao.web.forms import FilterForm, PageForm

LARGEST = 5 * 1024 * 1024


class CertificateFilter(FilterForm):
    """年度, 姓名, 证书编号."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    name = forms.CharField(label="姓名", max_length=50)
    number = forms.CharField(label="证书编号", max_length=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        years = range(this_year(), this_year() - 6, -1)
        self.base_fields["year"].choices = [(year, f"{year} 年") for year in years]  # type: ignore[attr-defined]
        super().__init__(*args, **kwargs)

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        if chosen["year"]:
            rows = rows.filter(year=chosen["year"])
        if chosen["name"]:
            rows = rows.filter(person__name__contains=chosen["name"])
        if chosen["number"]:
            rows = rows.filter(number=chosen["number"].strip().upper())
        return rows


class VerifyForm(PageForm):
    """By number and name."""

    number = forms.CharField(label="证书编号", max_length=40, help_text="证书左下角，以 SDJX 开头")
    name = forms.CharField(label="姓名", max_length=50, help_text="证书上的完整姓名")


class FileForm(PageForm):
    """By the PDF itself."""

    file = forms.FileField(label="证书 PDF 文件", widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("文件超过 5M，不是本平台签发的证书。")
        return file
