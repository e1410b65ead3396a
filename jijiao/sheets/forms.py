"""The form that takes a workbook."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jijiao.sheets.sheet import MAX_BYTES

OLD_KINDS = {
    "xls": "旧版 Excel（.xls）",
    "et": "WPS 表格（.et）",
    "ods": "ODS 表格",
    "csv": "CSV 文件",
    "xlsm": "含宏的工作簿",
}


class WorkbookUpload(forms.Form):
    """One .xlsx of at most `max_bytes`. Only name and size are looked at here; the job's child process opens it."""

    max_bytes = MAX_BYTES

    file = forms.FileField(
        label="导入文件",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "请选择要导入的文件。", "empty": "文件是空的（0 字节）。请重新选择文件。"},
    )

    def __init__(self, *args: Any, max_bytes: int = MAX_BYTES, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_bytes = max_bytes
        self.fields["file"].help_text = f"下载模板填写后上传，.xlsx 格式，不超过{max_bytes >> 20}M。"

    def clean_file(self) -> Any:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        ending = (file.name or "").rsplit(".", 1)[-1].lower()
        if ending in OLD_KINDS:
            raise forms.ValidationError(f"这是{OLD_KINDS[ending]}。请另存为“Excel 工作簿（.xlsx）”后再上传。")
        if ending != "xlsx":
            raise forms.ValidationError("请上传 .xlsx 文件，可先下载模板填写。")
        if (file.size or 0) > self.max_bytes:
            raise forms.ValidationError(f"文件超过{self.max_bytes >> 20}M，请分成几个文件上传。")
        return file
