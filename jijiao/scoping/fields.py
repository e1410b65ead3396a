"""The column types of what is stored to be searched: a path in the tree, a name in pinyin."""

from typing import Any

from django.db import models

from jijiao.lib.pinyin import LONGEST, name_reading, person_reading


class PathField(models.CharField):  # type: ignore[type-arg]
    """Five base-36 characters a level, compared byte by byte: collation "C" where the database has collations."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        parameters["collation"] = "C" if connection.vendor == "postgresql" else None
        return parameters


class PinyinField(models.CharField):  # type: ignore[type-arg]
    """The reading of the row's `name`, written whenever the row is saved; a bulk UPDATE of names writes it itself."""

    def __init__(self, *args: Any, person: bool = False, **kwargs: Any) -> None:
        self.person = person
        for name, value in (("max_length", LONGEST), ("editable", False), ("default", ""), ("blank", True)):
            kwargs.setdefault(name, value)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"person": True} if self.person else {})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        name = getattr(model_instance, "name")  # noqa: B009 - whatever has a reading has a name
        reading = person_reading(name) if self.person else name_reading(name)
        setattr(model_instance, self.attname, reading)
        return reading

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        parameters["collation"] = "C" if connection.vendor == "postgresql" else None
        return parameters
