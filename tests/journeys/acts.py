"""What people do in the story, in their own words; every act is clicks and typing in a real page."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from jijiao.demo.invented import credit_code, document, paper

ADMINISTRATOR = {"document": document(3900), "password": "Xue-yuan_2026", "name": "何校长"}
REASON = "扫描件不清晰，请补充单位地址的门牌号"


def scan(folder: Path, title: str, shade: int = 230) -> Path:
    """An image file as a scanner would make it."""
    path = folder / f"{title}.bmp"
    path.write_bytes(paper(shade))
    return path


def of(verb: str, whom: str) -> re.Pattern[str]:
    """The name of a link whose object is written for readers only: 审核：张三."""
    return re.compile(rf"^{verb}\s*：\s*{re.escape(whom)}")


def settled(page: Page) -> None:
    """Wait until what was asked for has arrived and listens: what is typed into a field before that is not heard."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def sign_in(page: Page, user_type: str, number: str, password: str) -> None:
    page.goto("/")
    page.get_by_role("link", name=of("登录", user_type)).click()
    page.get_by_label("登录账号").fill(number)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/desk/")


def sign_out(page: Page) -> None:
    page.get_by_text("你好！").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/")


def register_unit(page: Page, folder: Path) -> str:
    """Fill the whole form from the home page on; returns the 查询编号."""
    page.goto("/")
    page.get_by_role("link", name=of("注册", "用人单位")).click()
    page.get_by_label("单位名称").fill("济南示例职业学院")
    page.get_by_label("单位性质").select_option(label="事业单位（公益二类）")
    page.get_by_label("单位级别").select_option("30")
    page.get_by_label("单位电话").fill("0531-86001234")
    page.get_by_label("所属行业").select_option("P83")
    page.get_by_label("所属区域").select_option("370100")
    page.get_by_label("单位地址").fill("示例大街")
    page.get_by_label("是否有所属主管部门").select_option("no")
    page.get_by_label("统一社会信用代码", exact=True).fill(credit_code(77, "12370100"))
    page.get_by_label("信用代码证书或营业执照扫描件").set_input_files(scan(folder, "证书"))
    page.get_by_label("证件号", exact=True).fill(ADMINISTRATOR["document"])
    page.get_by_label("密码", exact=True).fill(ADMINISTRATOR["password"])
    page.get_by_label("确认密码").fill(ADMINISTRATOR["password"])
    page.get_by_label("真实姓名").fill(ADMINISTRATOR["name"])
    page.get_by_label("手机号").fill("13600003900")
    page.get_by_label("电子邮箱").fill("he@example.com")
    page.get_by_label("本人承诺").check()
    page.get_by_role("button", name="提交注册").click()
    expect(page.get_by_text("等待济南市人力资源和社会保障局审核")).to_be_visible()
    return page.locator(".receipt-no").inner_text().replace(" ", "")


def look_up(page: Page, number: str, id_number: str) -> None:
    page.goto("/register/status/")
    page.get_by_label("查询编号").fill(number)
    page.get_by_label("证件号").fill(id_number)
    page.get_by_role("button", name="查询", exact=True).click()


def decide(page: Page, menu: str, tab: str, row: str, verb: str, reason: str = "") -> None:
    """Open one request from its inbox and decide it in the drawer."""
    page.goto("/desk/")
    page.get_by_role("navigation", name="功能菜单").get_by_role("link", name=re.compile(menu)).click()
    if tab:
        page.get_by_role("link", name=re.compile(tab)).first.click()
    page.get_by_role("link", name=of("审核", row)).click()
    drawer = page.locator("dialog#drawer")
    expect(drawer).to_be_visible()
    if reason:
        drawer.get_by_label("审核意见").fill(reason)
    drawer.get_by_role("button", name=verb, exact=True).click()
    expect(page.get_by_role("link", name=of("审核", row))).to_have_count(0)


def approve_all_on_page(page: Page) -> None:
    """Tick the head of the list, take all that the filter matches, 批量通过."""
    page.get_by_label("选择本页全部").check()
    everything = page.get_by_role("button", name=re.compile("选择全部"))
    if everything.is_visible():
        everything.click()
    page.get_by_role("button", name="批量通过").click()
    page.locator("dialog#ok-all").get_by_role("button", name=re.compile("^通过")).click()


def look_until(page: Page, address: str, wanted: Locator) -> None:
    """Open the page again until the worker has made what it is to show."""
    for patience in (1000,) * 30:
        page.goto(address)
        try:
            expect(wanted).to_be_visible(timeout=patience)
        except AssertionError:
            continue
        return
    expect(wanted).to_be_visible()


def download(page: Page, link: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("link", name=link).first.click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def upload_sheet(page: Page, address: str, workbook: Path, button: str, proofs: list[Path] | None = None) -> None:
    """Upload a workbook, confirm where that is asked for, and wait on the job's page until it has ended."""
    page.goto(address)
    if proofs:
        page.get_by_label("证明材料").set_input_files(proofs)
    page.get_by_label("导入文件").set_input_files(workbook)
    page.get_by_role("button", name=button).click()
    page.wait_for_url("**/jobs/**")
    confirm, ended = page.get_by_role("button", name=re.compile("^确认导入")), page.get_by_text("结束时间")
    expect(confirm.or_(ended).first).to_be_visible(timeout=60_000)
    if confirm.count():
        confirm.click()
    expect(ended).to_be_visible(timeout=60_000)


def figures(page: Page) -> dict[str, str]:
    """The counts of an import's page by their label."""
    return dict(
        zip(page.locator("dl.kv-l dt").all_inner_texts(), page.locator("dl.kv-l dd").all_inner_texts(), strict=True)
    )


def fill_fields(page: Page, answers: dict[str, Any]) -> None:
    """Fill labelled fields: text, or a choice given as a tuple of one label."""
    for label, value in answers.items():
        field = page.get_by_label(label, exact=True)
        if isinstance(value, tuple):
            field.select_option(label=value[0])
        else:
            field.fill(str(value))


def confirm(page: Page) -> None:
    """The last look before something legal: tick the commitment where there is one, then submit."""
    expect(page.get_by_role("button", name="预览并提交")).to_have_count(0)
    commitment = page.get_by_label(re.compile("承诺"))
    if commitment.count():
        commitment.check()
    page.get_by_role("button", name=re.compile("^(确认)?提交")).first.click()
    expect(page.get_by_text(re.compile("已提交|审核前可以撤回")).first).to_be_visible()
