"""The roster's part of the written matrix."""

from jijiao.accounts.permissions import Permission as P

ROSTER: dict[str, str] = {
    "roster.list": P.PEOPLE_VIEW,
    "roster.departments": P.PEOPLE_MANAGE,
    "roster.disabling": P.PEOPLE_MANAGE,
    "roster.enabling": P.PEOPLE_MANAGE,
    "roster.disable": P.PEOPLE_MANAGE,
    "roster.enable": P.PEOPLE_MANAGE,
    "roster.batches": P.PEOPLE_MANAGE,
    "roster.batch": P.PEOPLE_MANAGE,
    "roster.export": P.PEOPLE_EXPORT,
    "roster.exports": P.PEOPLE_REVEAL,
    "roster.export_record": P.PEOPLE_REVEAL,
    "roster.export_approval": P.PEOPLE_REVEAL,
    "roster.export_refusal": P.PEOPLE_REVEAL,
    "roster.columns": P.PEOPLE_VIEW,
    "roster.queries": P.PEOPLE_VIEW,
    "roster.query_removal": "signed in",
    "roster.links": P.PEOPLE_MANAGE,
    "roster.import_links": P.PEOPLE_MANAGE,
    "roster.activation": "public",
    "roster.undoing": P.PEOPLE_MANAGE,
}
