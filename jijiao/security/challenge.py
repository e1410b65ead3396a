"""The challenge against bots (验证码): worked out by the browser unseen, else digits in a picture or read aloud."""

import secrets
from typing import Any

from captcha.fields import CaptchaField, CaptchaTextInput
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from jijiao.security import puzzles
from jijiao.web.forms import PageForm, dress

DIGITS = 5
AGAIN = "again"


def digits() -> tuple[str, str]:
    """What a picture shows and what is to be typed: CAPTCHA_CHALLENGE_FUNCT."""
    text = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    return text, text


class Picture(CaptchaTextInput):
    """The picture with its spoken alternative."""

    template_name = "security/captcha.html"

    def audio_url(self) -> str:
        return reverse("captcha-audio", kwargs={"key": self._key})


class HumanField(CaptchaField):
    """The digits; nothing is asked for once the browser has solved the puzzle."""

    solved = False
    again = ""  # said instead of judging digits that nobody was asked for

    def clean(self, value: Any) -> Any:
        if self.again and not self.solved:
            raise ValidationError(self.again, code=AGAIN)
        return value if self.solved else super().clean(value)


class PuzzleInput(forms.HiddenInput):
    """A new puzzle each time the form is shown."""

    def __init__(self, bits: int) -> None:
        super().__init__()
        self.bits = bits

    def format_value(self, value: Any) -> str:
        return puzzles.issue(self.bits)


class EmptyInput(forms.HiddenInput):
    """The place of the browser's solution; an old one is not shown again."""

    def format_value(self, value: Any) -> None:
        return None


class ChallengeForm(PageForm):
    """A form that can ask for the challenge; the page includes security/_challenge.html."""

    again = "请再完成一次验证后提交"

    def ask_challenge(self, failures: int = 0) -> None:
        """Ask, if it does not ask yet; the more `failures` the network had, the harder the browser works."""
        if "challenge" in self.fields:
            return
        field = HumanField(
            label="验证码",
            widget=Picture({"class": "inp"}),
            error_messages={"invalid": "验证码不对或已过期，请按新的数字重新填写"},
        )
        field.solved = self.is_bound and puzzles.solved(self.data.get("puzzle", ""), self.data.get("solution", ""))
        field.again = "" if self._was_asked_for_digits() else self.again
        dress(field, self.blank_choice)
        self.fields["challenge"] = field
        self.fields["puzzle"] = forms.CharField(required=False, widget=PuzzleInput(puzzles.bits_for(failures)))
        self.fields["solution"] = forms.CharField(required=False, widget=EmptyInput())

    def add_error(self, field: str | None, error: Any) -> None:
        # the browser hides the digits while it works: over the whole form, where no link leads to what is not there
        super().add_error(None if getattr(error, "code", None) == AGAIN else field, error)

    def _was_asked_for_digits(self) -> bool:
        """Whether the page had the challenge and left it to the person: not an older page, nor a browser that works."""
        return "challenge_0" in self.data and not self.data.get("solution")
