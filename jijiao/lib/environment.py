"""Reading the environment strictly: a value that cannot be understood stops the start."""

import os


class BadEnvironment(Exception):
    """A setting of the environment is unusable; the message says which and why."""


def env_bool(name: str, default: bool) -> bool:
    raw = os.environ.get(name)
    if raw is None or raw == "":
        return default
    if raw.lower() in {"1", "true", "yes", "on"}:
        return True
    if raw.lower() in {"0", "false", "no", "off"}:
        return False
    raise BadEnvironment(f"{name} must be one of 1/0, true/false, yes/no, on/off; it is {raw!r}")


def env_int(name: str, default: int) -> int:
    raw = os.environ.get(name, "")
    if raw == "":
        return default
    try:
        return int(raw)
    except ValueError as error:
        raise BadEnvironment(f"{name} must be a whole number; it is {raw!r}") from error


def env_list(name: str, default: list[str]) -> list[str]:
    raw = os.environ.get(name, "")
    return [part.strip() for part in raw.split(",") if part.strip()] or default
