"""Forms of 电子证书: the conditions of the list, and the two ways to verify."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from jijiao.certificates.numbers import clean_number
from jijiao.certificates.signing import MAX_BYTES
from jijiao.lib.text import tidy
from jijiao.lib.years import this_year
from jijiao.scoping.naming import called
from jijiao.units.models import Department
from jijiao.web.forms import FilterForm, PageForm

YEARS = 6  # offered to choose from, the running one first


class CertificateFilter(FilterForm):
    """年度, 姓名, 部门, 证书编号."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    name = forms.CharField(label="姓名", max_length=50)
    department = forms.TypedChoiceField(label="工作部门", coerce=int)
    number = forms.CharField(label="证书编号", max_length=40)

    def __init__(self, *args: Any, departments: Sequence[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(year, f"{year} 年") for year in range(this_year(), this_year() - YEARS, -1)]
        self._offer("year", years)
        self._offer("department", [(each.pk, each.name) for each in departments])

    def _offer(self, name: str, choices: list[tuple[int, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = [("", self.blank_choice), *choices]

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        if chosen["year"]:
            rows = rows.filter(year=chosen["year"])
        if chosen["name"]:
            rows = rows.filter(called(tidy(chosen["name"]), "person__"))
        if chosen["department"]:
            rows = rows.filter(person__department=chosen["department"])
        if chosen["number"]:
            rows = rows.filter(number=clean_number(chosen["number"]))
        return rows


class VerifyForm(PageForm):
    """By number and name."""

    number = forms.CharField(label="证书编号", max_length=40, help_text="证书左下角，以 SDJX 开头")
    name = forms.CharField(label="姓名", max_length=50, help_text="证书上的完整姓名")


class FileForm(PageForm):
    """By the PDF itself."""

    file = forms.FileField(
        label="证书 PDF 文件",
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={
            "required": "请选择证书 PDF 文件",
            "empty": "文件是空的（0 字节），请重新选择证书 PDF 文件",
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("文件超过 5M，不是本平台签发的证书。")
        return file
