"""Short fixed-width numbers that sort as text: the steps of a unit's path."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def to_base36(number: int, width: int = 5) -> str:
    """`number` in base 36, lower case, left-padded with zeros to `width`, so that text order is number order.

    Raises ValueError when the number is negative or needs more than `width` digits (5 hold 60 466 175).
    """
    if not 0 <= number < 36**width:
        raise ValueError(f"{number} does not fit {width} base-36 digits")
    digits = ""
    for _ in range(width):
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits
