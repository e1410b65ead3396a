"""Background work of 专业技术人员: the import of people from the sheet."""

from jijiao.people.actions import IMPORT, UNDO_IMPORT
from jijiao.people.importing import enrol, expect, prepare
from jijiao.people.sheet import PEOPLE
from jijiao.sheets.importing import importer

importer(
    IMPORT,
    label="导入专业技术人员",
    sheet=PEOPLE,
    expect=expect,
    prepare=prepare,
    apply=enrol,
    undo=UNDO_IMPORT,
    template="people/_import_outcome.html",
)
