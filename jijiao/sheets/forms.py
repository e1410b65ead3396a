"""Forms of an import: the workbook, which heading means which column, and one row put right."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jijiao.sheets.columns import Column
from jijiao.sheets.header import FIXED, fixable, likely
from jijiao.sheets.sheet import MAX_BYTES, Sheet
from jijiao.web.forms import PageForm, dress

OLD_KINDS = {
    "xls": "旧版 Excel（.xls）",
    "et": "WPS 表格（.et）",
    "ods": "ODS 表格",
    "xlsm": "含宏的工作簿",
}


class WorkbookUpload(forms.Form):
    """One .xlsx or .csv of at most `max_bytes`. Only name and size are looked at; the job's child process opens it."""

    file = forms.FileField(
        label="导入文件",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "请选择要导入的文件。", "empty": "文件是空的（0 字节）。请重新选择文件。"},
    )

    def __init__(self, *args: Any, max_bytes: int = MAX_BYTES, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_bytes = max_bytes
        self.fields["file"].help_text = f"下载模板填写后上传，.xlsx 或 .csv 格式，不超过{max_bytes >> 20}M。"

    def clean_file(self) -> Any:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        ending = (file.name or "").rsplit(".", 1)[-1].lower()
        if ending in OLD_KINDS:
            kind = OLD_KINDS[ending]
            blank = " " if kind[0].isascii() else ""
            raise forms.ValidationError(f"这是{blank}{kind}。请另存为“Excel 工作簿（.xlsx）”后再上传。")
        if ending not in ("xlsx", "csv"):
            raise forms.ValidationError("请上传 .xlsx 或 .csv 文件，可先下载模板填写。")
        if (file.size or 0) > self.max_bytes:
            raise forms.ValidationError(f"文件超过{self.max_bytes >> 20}M，请分成几个文件上传。")
        return file


class ColumnsForm(PageForm):
    """For each column of the sheet one of the file's headings, or none; the likely ones are chosen beforehand.

    A required column of a code list may be given one value for all rows in place of a heading.
    """

    def __init__(self, *args: Any, sheet: Sheet, headings: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = likely(sheet, headings)
        choices: list[Any] = [("", "文件中没有这一列"), *((heading, heading) for heading in headings)]
        for column in sheet.columns:
            self.fields[column.name] = forms.ChoiceField(
                label=column.header,
                choices=choices + _for_all(column),
                required=column.required,
                initial=chosen.get(column.name, ""),
                error_messages={"required": f"请指定“{column.header}”是文件中的哪一列。"},
            )
            dress(self.fields[column.name], "")


def _for_all(column: Column) -> list[Any]:
    values = [(f"{FIXED}{choice}", f"全部填“{choice}”") for choice in fixable(column)]
    return [("文件中没有这一列，每行相同", values)] if values else []


class RowForm(PageForm):
    """The cells of one row as text; those of a code list are chosen, with what was filled in kept in sight."""

    def __init__(self, *args: Any, sheet: Sheet, cells: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in sheet.columns:
            self.fields[column.name] = _cell(column, cells.get(column.name, ""))
            dress(self.fields[column.name], "")


def _cell(column: Column, filled: str) -> forms.Field:
    given: dict[str, Any] = {"label": column.header, "required": False, "initial": filled, "help_text": column.note}
    if not column.choices:
        return forms.CharField(**given, strip=False, max_length=500)
    others = [] if filled in ("", *column.choices) else [(filled, f"{filled}（原填，不在列表中）")]
    return forms.ChoiceField(**given, choices=[("", "不填"), *others, *((choice, choice) for choice in column.choices)])
