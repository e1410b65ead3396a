"""The learning forms (学习形式) of domain 1.10, each one value; pages, sheets and exports derive from it."""

from jijiao.standards.codes.learning import Subject
from jijiao.standards.learning_forms.achievements import ACHIEVEMENTS
from jijiao.standards.learning_forms.cleaning import (
    claimable,
    clean_details,
    doubts_about,
    from_stored,
    shown,
    to_stored,
)
from jijiao.standards.learning_forms.elsewhere import ELSEWHERE
from jijiao.standards.learning_forms.form import Declarer, Evidence, LearningForm, Rates, Values
from jijiao.standards.learning_forms.training import TRAINING

__all__ = [
    "LEARNING_FORMS",
    "Declarer",
    "Evidence",
    "LearningForm",
    "Rates",
    "Subject",
    "Values",
    "claimable",
    "clean_details",
    "doubts_about",
    "form_choices",
    "forms_for",
    "from_stored",
    "shown",
    "to_stored",
]

LEARNING_FORMS: dict[str, LearningForm] = {
    form.key: form for form in sorted((*TRAINING, *ACHIEVEMENTS, *ELSEWHERE), key=lambda form: form.key)
}


def forms_for(declarer: Declarer, subject: Subject | None = None) -> list[LearningForm]:
    """The forms offered to a declarer, for one subject or for any, in the order of their keys."""
    return [
        form
        for form in LEARNING_FORMS.values()
        if form.open and declarer in form.declarers and (subject is None or subject in form.subjects)
    ]


def form_choices() -> tuple[tuple[str, str], ...]:
    """Every form as (key, label), offered or not: entries of every form may exist."""
    return tuple((form.key, form.label) for form in LEARNING_FORMS.values())
