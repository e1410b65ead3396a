"""The one way in which the rules say no to a person: a sentence they can act on, and the field it is about."""


class Refusal(Exception):
    """A domain error meant for people. `message` is Chinese and says what to do; `field` names the input it is about.

    Subclass it where a caller must tell one refusal from another (`class IllegalMove(Refusal)`).
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[type["Refusal"], tuple[str, str | None]]:
        # refusals cross process borders (sheets are read in a child); the default would lose the field
        return type(self), (self.message, self.field)

    def about(self, field: str) -> "Refusal":
        """The same refusal, tied to the input `field` of the form that asked."""
        return type(self)(self.message, field)
