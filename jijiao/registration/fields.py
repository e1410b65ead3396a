"""Form fields of registration: passwords."""

from django import forms


def secret(label: str, *, new: bool, hint: str = "") -> forms.CharField:
    """A password field that password managers understand."""
    attrs = {"autocomplete": "new-password" if new else "current-password"}
    widget = forms.PasswordInput(attrs=attrs)
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget, help_text=hint)
