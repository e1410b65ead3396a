"""When a certificate stands: pure comparison of what it attests with what the year's result says now."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Attested:
    """Hours as a certificate states them, or as the result has them; one decimal place."""

    public: Decimal
    professional: Decimal


def stands(attested: Attested, now: Attested, *, passed: bool) -> bool:
    """It stands while the year is met and no attested hour was taken back; hours added later do not matter."""
    return passed and now.public >= attested.public and now.professional >= attested.professional
