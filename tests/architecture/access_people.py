"""The part of the written matrix about one person: the own file, and what the unit sees of it."""

from jijiao.accounts.permissions import Permission as P

OWN_FILE = (
    *("file", "edit", "photo", "paper", "record", "withdrawal", "proof"),
    *("entry_new", "entry_current", "entry_current_removal", "entry", "entry_removal"),
)
PEOPLE: dict[str, str] = {
    **{f"person_changes.{name}": P.OWN_FILE for name in OWN_FILE},
    "person_changes.reviewed_proof": P.PERSON_CHANGE_REVIEW,
    "desk.requests": P.OWN_FILE,
    "people.record": P.PEOPLE_VIEW,
    "people.number": P.PEOPLE_REVEAL,
    "people.paper": P.PEOPLE_REVEAL,
    "people.password": P.PEOPLE_RESET,
    "people.new": P.PEOPLE_MANAGE,
    "people.import": P.PEOPLE_IMPORT,
    "people.import_template": P.PEOPLE_IMPORT,
}
