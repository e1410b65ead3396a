"""附件 in a form: a field that reads what `uploads.take` kept, and an input that works without script."""

from collections.abc import Mapping
from typing import Any

from django import forms

from jijiao.attachments.images import MAX_BYTES
from jijiao.attachments.models import Attachment
from jijiao.attachments.uploads import Kept

HINT = "图片格式 jpg、jpeg、gif、bmp、png，每张不超过 1M"


class AttachmentInput(forms.Widget):
    """A file input with the files kept so far, each with a preview and a box that removes it at the next submission."""

    template_name = "attachments/input.html"

    class Media:
        js = (forms.Script("attachments/shrink.js", defer=True),)

    needs_multipart_form = True

    def __init__(self, limit: int, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.limit = limit

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> Kept:
        value = files.get(name) if files else None
        return value if isinstance(value, Kept) else Kept(name, self.limit)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        attachments = value.attachments if isinstance(value, Kept) else list(value or ())
        input_id = context["widget"]["attrs"].get("id", f"id_{name}")
        items = [
            {"attachment": attachment, "token": attachment.token(name), "id": f"{input_id}-{n}"}
            for n, attachment in enumerate(attachments, 1)
        ]
        # required is checked on the server: the browser does not know of the files kept before
        context["widget"]["attrs"].pop("required", None)
        context["widget"].update(
            items=items, limit=self.limit, most=MAX_BYTES, full=self.limit > 1 and len(items) >= self.limit
        )
        return context

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class AttachmentField(forms.Field):
    """Up to `limit` images. Cleaned value: `list[Attachment]`, not yet claimed. Initial value: a list of attachments.

    Give the bound form `uploads.as_files(uploads.take(request, name, limit=limit))` as its files.
    """

    default_error_messages = {"required": "请上传图片。"}

    def __init__(self, *, limit: int = 10, hint: str = "", **kwargs: Any) -> None:
        self.limit = limit
        kwargs.setdefault("widget", AttachmentInput(limit))
        more = f"，最多 {limit} 张" if limit > 1 else ""
        super().__init__(help_text=hint or f"{HINT}{more}", **kwargs)

    def clean(self, value: Any) -> list[Attachment]:
        kept = value if isinstance(value, Kept) else Kept()
        if kept.errors:
            raise forms.ValidationError(kept.errors)
        if self.required and not kept.attachments:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return kept.attachments

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = [attachment.ref for attachment in initial or ()]
        return before != (data.refs if isinstance(data, Kept) else [])
