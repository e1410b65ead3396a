"""The demonstration's accounts: who they are, and the file that tells their generated passwords."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "demo-accounts.json"


@dataclass(frozen=True)
class DemoAccount:
    """One line of `demo-accounts.json`."""

    hat: str
    unit: str
    role: str
    id_number: str
    password: str


def new_password() -> str:
    """A password of this machine: never the same on two, and strong by the product's own rules."""
    return f"Jx-{secrets.token_urlsafe(9)}-{secrets.randbelow(90) + 10}"


def write(accounts: list[DemoAccount], folder: Path) -> None:
    """Write the file whole or not at all, readable by its owner only."""
    temporary = folder / f".{FILE}.new"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump([asdict(account) for account in accounts], file, ensure_ascii=False, indent=2)
    temporary.replace(folder / FILE)
