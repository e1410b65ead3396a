"""The form that takes a workbook."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jijiao.sheets.reading import MAX_UPLOAD

OLD_KINDS = {
    "xls": "旧版 Excel（.xls）",
    "et": "WPS 表格（.et）",
    "ods": "ODS 表格",
    "csv": "CSV 文件",
    "xlsm": "含宏的工作簿",
}


class WorkbookUpload(forms.Form):
    """One .xlsx of at most 5M. Only name and size are looked at here; the job's child process opens it."""

    file = forms.FileField(
        label="导入文件",
        help_text="下载模板填写后上传，.xlsx 格式，不超过5M。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "请选择要导入的文件。", "empty": "文件是空的（0 字节）。请重新选择文件。"},
    )

    def clean_file(self) -> Any:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        ending = (file.name or "").rsplit(".", 1)[-1].lower()
        if ending in OLD_KINDS:
            raise forms.ValidationError(f"这是{OLD_KINDS[ending]}。请另存为“Excel 工作簿（.xlsx）”后再上传。")
        if ending != "xlsx":
            raise forms.ValidationError("请上传 .xlsx 文件，可先下载模板填写。")
        if (file.size or 0) > MAX_UPLOAD:
            raise forms.ValidationError("文件超过5M，请分成几个文件上传。")
        return file
