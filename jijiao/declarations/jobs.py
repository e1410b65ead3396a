"""Background work of declarations: the import of 岗位培训."""

from jijiao.declarations.importing import IMPORT, declare_rows
from jijiao.declarations.sheet import TRAINING
from jijiao.sheets.importing import importer

importer(
    IMPORT,
    label="批量申报岗位培训学时",
    sheet=TRAINING,
    apply=declare_rows,
    template="declarations/_import_outcome.html",
)
