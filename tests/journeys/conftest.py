"""A real browser, the product's web server on the test's database, and a worker beside it.

`site` is the address; `visitor()` opens a page for somebody new (own cookies); `page` is the first visitor; `worker` is
a process of `manage.py work`. A test fails on any error a browser reports: script, console, security policy, 5xx.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Response, sync_playwright
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from scripts import chromium

DESKTOP = (1366, 768)
PHONE = (390, 844)
ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = (
    "--no-sandbox",  # the sandbox needs rights that a container does not give
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
REFUSED = ("Failed to load resource", "Response Status Error Code 4")  # the browser's words, and htmx's
# what a page is made of: a missing one is an error, while a missing document may be what the test is about
PARTS = {"stylesheet", "script", "image", "font"}

Visitor = Callable[..., Page]


@dataclass
class Complaints:
    """Everything that browsers reported during one test."""

    said: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.said.append(f"script: {error.error}"))
        context.on("response", self._on_response)

    def _on_console(self, message: ConsoleMessage) -> None:
        # an answer of 4xx is reported here too; which of those are errors is for _on_response to say
        if message.type == "error" and not message.text.startswith(REFUSED):
            self.said.append(f"console: {message.text}")

    def _on_response(self, response: Response) -> None:
        missing = response.status >= 400 and response.request.resource_type in PARTS
        if response.status >= 500 or missing:
            self.said.append(f"{response.status} {response.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run. Its event loop lives in the tests' own thread, which Django distrusts."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.ensure(), args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    """The address of the product, which it also prints into its own links and QR codes."""
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """A test may take from `complaints.said` what it provoked on purpose; what is left fails it."""
    heard = Complaints()
    yield heard
    assert heard.said == []


@pytest.fixture
def visitor(browser: Browser, site: str, complaints: Complaints) -> Iterator[Visitor]:
    """Opens a page with its own cookies: `visitor()`, on a phone `visitor(PHONE)`, without script `script=False`."""
    contexts: list[BrowserContext] = []

    def opened(size: tuple[int, int] = DESKTOP, *, script: bool = True) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            accept_downloads=True,
            service_workers="block",
            java_script_enabled=script,
        )
        context.set_default_timeout(15_000)
        complaints.listen(context)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        try:
            context.close()
        except Error as error:
            complaints.said.append(f"closing: {error}")


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """The first visitor, at a desk."""
    return visitor()


@pytest.fixture
def worker(site: str, child_environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """`manage.py work` as a process of its own, as in production; stopped the polite way at the end."""
    command = [sys.executable, "manage.py", "work"]
    running = subprocess.Popen(command, cwd=ROOT, env=child_environment | {"SITE_URL": site})
    yield running
    running.send_signal(signal.SIGTERM)
    assert running.wait(30) in {0, -signal.SIGTERM}
