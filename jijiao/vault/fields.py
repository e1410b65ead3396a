"""A model field whose column holds a sealed text and whose attribute holds the plain one."""

from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from jijiao.vault.seal import seal, unseal


class Sealed(str):
    """A token as the database holds it; it becomes text when the attribute is read."""

    __slots__ = ()


class SealedAttribute(DeferredAttribute):
    """Opens the token on first access, since only then the row it is bound to is known."""

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        value = super().__get__(instance, owner)
        if isinstance(value, Sealed):
            value = unseal(value, self.field.place(instance)) if value else ""  # type: ignore[attr-defined]
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        # with a setter the attribute wins over the instance's own dictionary, where the token lies
        instance.__dict__[self.field.attname] = value


class EncryptedText(models.TextField):  # type: ignore[type-arg]
    """Text sealed at rest and bound to its row through the row's `bound_to` column (a random reference).

    The empty string stays empty. There is no lookup by content: keep a blind index beside it.
    """

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, bound_to: str = "ref", **kwargs: Any) -> None:
        self.bound_to = bound_to
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.bound_to != "ref":
            kwargs["bound_to"] = self.bound_to
        return name, path, args, kwargs

    def place(self, instance: models.Model) -> str:
        return self._place_of(getattr(instance, self.bound_to))

    def _place_of(self, binding: str) -> str:
        return f"{self.model._meta.db_table}.{self.column}.{binding}"

    def sealed(self, text: str, binding: str) -> str:
        """What the column holds for `text` in the row whose `bound_to` is `binding`; for loading rows in bulk."""
        return seal(text, self._place_of(binding)) if text else ""

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or value == "" or isinstance(value, Sealed):
            return value
        return Sealed(seal(str(value), self.place(model_instance)))

    def get_prep_value(self, value: Any) -> Any:
        # a plain text must never reach SQL, be it in an UPDATE or in a filter
        if value in (None, "") or isinstance(value, Sealed):
            return value if value is None else str(value)
        raise TypeError(f"{self.name} is sealed: search through its blind index, write through save()")
