"""Random names for rows: what stands in an address, and what a person reads out on the telephone."""

import secrets

# neither 0/O nor 1/I/L nor U/V: a number that survives a telephone call
NUMBER_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
NUMBER_LENGTH = 12


def new_reference() -> str:
    """128 random bits as 22 url-safe characters: for addresses, and for binding sealed values to their row."""
    return secrets.token_urlsafe(16)


def new_number() -> str:
    """12 unambiguous characters, 58 random bits: a 查询编号."""
    return "".join(secrets.choice(NUMBER_CHARACTERS) for _ in range(NUMBER_LENGTH))
