"""Finds a Chromium for the journeys, or installs the system's where that is allowed; prints its path."""

from __future__ import annotations

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")


class NoChromium(SystemExit):
    """No browser is here and none may be installed; the message says how to get one."""


def find() -> str | None:
    """The path of a browser: the variable CHROMIUM first, then the usual names."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for path in map(shutil.which, NAMES) if path), None)


def ensure() -> str:
    """The path of a browser, installed through apt-get when this is root on a machine that has it."""
    found = find()
    if found:
        return found
    if os.environ.get("CHROMIUM"):
        raise NoChromium(f"CHROMIUM={os.environ['CHROMIUM']} cannot be run")
    if os.geteuid() == 0 and shutil.which("apt-get"):
        env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.call(["apt-get", "update", "-q"], env=env)
        subprocess.call(["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES], env=env)
        found = find()
        if found:
            return found
    raise NoChromium(f"no Chromium for the journeys: apt-get install {' '.join(PACKAGES)}, or set CHROMIUM to its path")


if __name__ == "__main__":
    print(ensure())
