"""Form fields of registration: text judged by a rule of `lib`, passwords, one unit out of many."""

from collections.abc import Callable
from typing import Any

from django import forms

from jijiao.lib.refusal import Refusal
from jijiao.registration.choices import no_units

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


def secret(label: str, *, new: bool, hint: str = "") -> forms.CharField:
    """A password field that password managers understand."""
    attrs = {"autocomplete": "new-password" if new else "current-password"}
    widget = forms.PasswordInput(attrs=attrs)
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget, help_text=hint)


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One unit out of the whole directory: radios of what a search found and of what was chosen before."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(no_units(), widget=forms.RadioSelect, empty_label=None, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Enough to tell units of one name apart: region, superior, the end of the code."""
        code = f"代码尾号 {obj.credit_code[-4:]}" if obj.credit_code else ""
        parts = [obj.region.name, obj.above.name if obj.above else "", code]
        return f"{obj.name}（{'，'.join(filter(None, parts))}）"
