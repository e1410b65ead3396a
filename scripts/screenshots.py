"""`make screenshots`: every page of the demonstration at 1366×768 and 390×844, and what is wrong with them.

Builds a fresh demonstration in a temporary folder, starts it, signs in as each user type and visits every page that the
doors know. Ends with 1 when a page answers with an error, complains in the console, or is wider than the screen.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from scripts import chromium, environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZES = {"1366": (1366, 768), "390": (390, 844)}
USER_TYPES = {
    "用人单位": "unit",
    "专业技术人员": "person",
    "继续教育基地": "base",
    "主管部门": "authority",
    "平台运营": "operator",
}
TARGET = environment.ROOT / "screenshots"


def main() -> int:
    environment.ensure(dev=True)
    if Path(sys.executable).parent != environment.BIN:
        return subprocess.call([str(environment.BIN / "python"), __file__])
    with tempfile.TemporaryDirectory(prefix="jijiao-pictures-") as folder:
        env = environment.child(JIJIAO_VAR=folder, PORT=str(_port()), JIJIAO_DEMO="1")
        running = subprocess.Popen([sys.executable, "scripts/run.py"], cwd=environment.ROOT, env=env)
        try:
            _wait(env["PORT"])
            found = subprocess.check_output([sys.executable, "-m", "scripts.tour"], cwd=environment.ROOT, env=env)
            stops = [json.loads(line) for line in found.decode().splitlines()]
            accounts = {a["id_number"]: a for a in json.loads((Path(folder) / "demo-accounts.json").read_text())}
            faults = _take(stops, accounts, f"http://127.0.0.1:{env['PORT']}")
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(30)
    for fault in faults:
        print(fault)
    print(f"{len(stops)} pages at {len(SIZES)} sizes in {TARGET}; {len(faults)} faults")
    return 1 if faults else 0


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: str) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the demonstration did not start")


def _take(stops: list[dict[str, str]], accounts: dict[str, Any], site: str) -> list[str]:
    from playwright.sync_api import sync_playwright

    TARGET.mkdir(exist_ok=True)
    for old in TARGET.glob("*.png"):
        old.unlink()
    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=["--no-sandbox", "--disable-gpu"])
        for who in dict.fromkeys(stop["as"] for stop in stops):
            mine = [stop for stop in stops if stop["as"] == who]
            for label, size in SIZES.items():
                faults += _visit(browser, site, accounts.get(who), mine, label, size)
        browser.close()
    return faults


def _visit(
    browser: Browser, site: str, account: dict[str, str] | None, stops: list[dict[str, str]], label: str, size: Any
) -> list[str]:
    context = browser.new_context(base_url=site, viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    if account:
        page.goto(f"/login/?as={USER_TYPES[account['hat']]}")
        page.get_by_label("登录账号").fill(account["id_number"])
        page.get_by_label("密码").fill(account["password"])
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/desk/")
    faults = []
    for stop in stops:
        said.clear()
        try:
            answer = page.goto(stop["path"])
        except Exception as error:
            if "Download is starting" not in str(error):
                faults.append(f"{label} {stop['path']}: {error}")
            continue
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        # 409 is a page too: what cannot be done now, said in words
        refused = answer is not None and answer.status == 409
        if answer is None or ((answer.status >= 400 or said) and not refused) or wide > 0:
            faults.append(f"{label} {stop['path']} as {stop['as'][-4:]}: {answer and answer.status}, +{wide}px, {said}")
        page.screenshot(path=TARGET / f"{stop['name']}-{label}.png", full_page=True)
    context.close()
    return faults


if __name__ == "__main__":
    os.environ.pop("PYTHONPATH", None)
    sys.exit(main())
