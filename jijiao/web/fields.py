"""Form fields of any app: text judged by a rule of `lib`."""

from collections.abc import Callable
from typing import Any

from django import forms

from jijiao.lib.refusal import Refusal

Rule = Callable[[str], str]


class RuledField(forms.CharField):
    """Text that a rule cleans or refuses; blank text is judged by `required` alone."""

    def __init__(self, *, rule: Rule, **kwargs: Any) -> None:
        self.rule = rule
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return self.rule(text)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from refusal
