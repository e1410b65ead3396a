"""The same workbook through django-import-export: a dry run, then the import, both with model validation."""

from pathlib import Path
from typing import Any

import tablib
from import_export import resources

from benchmarks.machinery import timed
from jijiao.accounts.models import document_key, mobile_key
from jijiao.lib import clock
from jijiao.people.facts import FIELDS, contradictions, put_together
from jijiao.people.models import Person
from jijiao.people.sheet import PEOPLE

EMPTY = tuple(field.name for field in Person._meta.concrete_fields if field.null)


class People(resources.ModelResource):  # type: ignore[misc]
    """Rows as the sheet has them, by the product's own cleaners and rules, one object at a time as it works."""

    def __init__(self, unit: Any, departments: dict[str, int]) -> None:
        super().__init__()
        self.unit, self.departments = unit, departments
        self.headers = {column.header: column for column in PEOPLE.columns}

    class Meta:
        model = Person
        import_id_fields = ("document_key",)
        fields = ("document_key", "name")
        clean_model_instances = True
        skip_diff = True
        report_skipped = False

    def get_queryset(self) -> Any:
        return Person.everywhere.all()

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        values: dict[str, Any] = {}
        for header, column in self.headers.items():
            cell = row.get(header)
            if not cell and column.required:
                raise ValueError(header)
            values[column.name] = column.clean(cell) if cell else ""
        if wrong := contradictions(values, today=clock.today()):
            raise ValueError(wrong)
        row["values"] = put_together(values)
        row["department"] = self.departments[values["department"]] if values["department"] else None
        row["document_key"] = document_key(row["values"]["document_kind"], row["values"]["document"])
        row["name"] = values["name"]

    def import_instance(self, instance: Person, row: dict[str, Any], **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        for name in FIELDS:
            if name in row["values"]:
                setattr(instance, name, row["values"][name])
        instance.mobile_key = mobile_key(instance.mobile)
        instance.unit, instance.unit_path, instance.department_id = self.unit, self.unit.path, row["department"]
        instance.enrolled_at = clock.now()

    def validate_instance(self, instance: Person, *args: Any, validate_unique: bool = True, **kwargs: Any) -> None:
        """The library's, but for columns that may be empty and that forms would ask for."""
        instance.full_clean(exclude=EMPTY, validate_unique=validate_unique)


def dry_run_and_import(path: Path, cast: Any) -> float:
    """Seconds for both, with reading the file as the library does; every right row must have arrived."""
    from benchmarks.imports import empty, held
    from jijiao.people.queries import open_departments

    empty()
    departments = {each.name: each.pk for each in open_departments(cast.hospital.pk)}
    resource = People(cast.hospital, departments)
    with timed() as seconds:
        data = tablib.Dataset().load(path.read_bytes(), format="xlsx")
        # filled in row by row; the library looks for its headers
        for name in ("document_key", "name"):
            data.append_col([""] * len(data), header=name)
        tried = resource.import_data(data, dry_run=True)
        # it imports a file whole or not at all: the wrong rows are taken out after the dry run
        for number in sorted((number for number, _ in tried.row_errors()), reverse=True):
            del data[number - 1]
        done = resource.import_data(data)
    held(not done.has_errors() and Person.everywhere.count() == len(data), "the library imported every right row")
    return seconds()
