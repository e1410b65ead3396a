"""Code lists (代码表) of the field, by topic, each a tuple of (code, name) fit for a column's choices."""

from jijiao.standards.codes.industries import INDUSTRIES
from jijiao.standards.codes.learning import EXAM_RESULTS, ORGANIZER_TYPES, SUBJECTS, Subject
from jijiao.standards.codes.people import (
    DEGREES,
    DOCUMENT_KINDS,
    EDUCATIONS,
    EMPLOYMENT,
    LEARNING_SYSTEMS,
    NATIONS,
    PERSON_STATES,
    POLITICAL_STATUSES,
    POSTS,
    SEXES,
)
from jijiao.standards.codes.shape import Choices
from jijiao.standards.codes.titles import (
    NO_TITLE,
    TITLE_LEVELS,
    TITLES,
    Title,
    level_of,
    names_freely,
    series_choices,
    series_name,
    titles_of,
)
from jijiao.standards.codes.units import BASE_LEVELS, LEVELS, NATURES

__all__ = [
    "BASE_LEVELS",
    "DEGREES",
    "DOCUMENT_KINDS",
    "EDUCATIONS",
    "EMPLOYMENT",
    "EXAM_RESULTS",
    "INDUSTRIES",
    "LEARNING_SYSTEMS",
    "LEVELS",
    "NATIONS",
    "NATURES",
    "NO_TITLE",
    "ORGANIZER_TYPES",
    "PERSON_STATES",
    "POLITICAL_STATUSES",
    "POSTS",
    "SEXES",
    "SUBJECTS",
    "TITLES",
    "TITLE_LEVELS",
    "Choices",
    "Subject",
    "Title",
    "level_of",
    "names_freely",
    "series_choices",
    "series_name",
    "titles_of",
]
