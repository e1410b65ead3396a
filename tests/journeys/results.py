"""The end of the main job's story: the year's figures, the certificate, and a stranger who verifies it."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from jijiao.certificates.models import Certificate
from jijiao.lib.years import this_year
from tests.journeys import acts

PAPER = "面向产教融合的实训课程设计"


def declare_a_paper(technician: Page, folder: Path) -> None:
    """30 professional hours, declared on the phone with three images."""
    technician.goto("/declarations/new/")
    technician.get_by_label("专业科目").check()
    technician.get_by_label(re.compile("^论文")).check()
    expect(technician.get_by_label("论文题目")).to_be_visible()
    acts.fill_fields(technician, {
        "论文题目": PAPER, "刊物名称": "示例学报", "发表日期": f"{this_year()}-06-01",
        "期号": f"{this_year()} 年第 6 期", "署名位次": "1", "申报学时": "30",
    })  # fmt: skip
    technician.get_by_label("核心期刊").check()
    scans = [acts.scan(folder, title) for title in ("封面", "目录", "首页")]
    technician.locator("input[name=evidence]").set_input_files(scans)
    technician.get_by_role("button", name="预览并提交").click()
    acts.confirm(technician)


def check_figures(school: Page, who: str) -> None:
    """One of 300 has 30 + 60; the ten hours over the form's cap say why they do not count."""
    school.goto("/desk/")
    expect(school.locator("main")).to_contain_text(re.compile(r"现有\s*1\s*位.*还剩\s*299\s*位"))
    school.goto("/statistics/completion/?result=yes")
    row = school.get_by_role("row", name=re.compile(who))
    for cell in ("30", "60", "90", "通过"):
        expect(row).to_contain_text(cell)
    row.get_by_role("link", name=re.compile("学习记录")).click()
    expect(school.locator("main")).to_contain_text(PAPER)
    expect(school.locator("main")).to_contain_text(re.compile("岗位培训全年最多计 60 学时.*不计入"))


def download_certificate(technician: Page, folder: Path) -> tuple[str, Path]:
    """Its number and the file."""
    acts.look_until(technician, "/certificates/", technician.get_by_role("link", name="下载").first)
    pdf = acts.download(technician, "下载", folder)
    number = re.search("SDJX[0-9A-Z]+", technician.locator("main").inner_text())
    assert number is not None
    return number.group(), pdf


def verify(stranger: Page, number: str, who: str, pdf: Path) -> None:
    """By number and name, by the QR code's address, by the file; a file with one bit changed does not pass."""
    stranger.goto("/verify/")
    stranger.get_by_label("证书编号").fill(number)
    stranger.get_by_label("姓名").fill(who)
    stranger.get_by_role("button", name="查验", exact=True).click()
    expect(stranger.get_by_text("证书真实有效").first).to_be_visible()
    stranger.goto(f"/verify/q/{Certificate.everywhere.get(number=number).code}/")
    expect(stranger.get_by_text("证书真实有效").first).to_be_visible()
    _upload(stranger, pdf)
    expect(stranger.get_by_text("文件完整，签名有效，未被改动").first).to_be_visible()
    content = pdf.read_bytes()
    assert content.startswith(b"%PDF")
    altered = pdf.with_name("altered.pdf")
    altered.write_bytes(content[:2000] + bytes([content[2000] ^ 1]) + content[2001:])
    _upload(stranger, altered)
    expect(stranger.get_by_text("文件没有通过核验").first).to_be_visible()


def _upload(stranger: Page, pdf: Path) -> None:
    stranger.goto("/verify/")
    stranger.get_by_label("证书 PDF 文件").set_input_files(pdf)
    stranger.get_by_role("button", name="核验文件").click()
