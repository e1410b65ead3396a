"""The roster's part of the written matrix."""

from jijiao.accounts.permissions import Permission as P

ROSTER: dict[str, str] = {
    "roster.list": P.PEOPLE_VIEW,
    "roster.departments": P.PEOPLE_IMPORT,
    "roster.disabling": P.PEOPLE_IMPORT,
    "roster.enabling": P.PEOPLE_IMPORT,
    "roster.disable": P.PEOPLE_IMPORT,
    "roster.enable": P.PEOPLE_IMPORT,
    "roster.batches": P.PEOPLE_IMPORT,
    "roster.batch": P.PEOPLE_IMPORT,
    "roster.export": P.PEOPLE_EXPORT,
    "roster.exports": P.PEOPLE_REVEAL,
    "roster.export_record": P.PEOPLE_REVEAL,
    "roster.export_approval": P.PEOPLE_REVEAL,
    "roster.export_refusal": P.PEOPLE_REVEAL,
    "roster.columns": P.PEOPLE_VIEW,
    "roster.queries": P.PEOPLE_VIEW,
    "roster.query_removal": "signed in",
    "roster.links": P.PEOPLE_IMPORT,
    "roster.import_links": P.PEOPLE_IMPORT,
    "roster.activation": "public",
    "roster.undoing": P.PEOPLE_IMPORT,
}
