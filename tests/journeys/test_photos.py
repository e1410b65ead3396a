"""A phone's photo is larger than 1M: with script it is drawn smaller first, upright; else it is refused."""

import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from jijiao.attachments.images import MAX_BYTES
from jijiao.attachments.models import Attachment
from jijiao.testing import make
from jijiao.testing.cast import assemble
from tests.journeys import acts
from tests.journeys.conftest import PHONE, Visitor

SENDS = "试算学时"  # any button: files are kept by every step


def photo(folder: Path) -> Path:
    """3000 by 2400 pixels of noise, to be turned by a quarter; several megabytes."""
    path = folder / "拍照.jpg"
    turned = Image.Exif()
    turned[0x0112] = 6
    noise = Image.frombytes("RGB", (1000, 800), os.urandom(1000 * 800 * 3)).resize((3000, 2400))
    noise.save(path, quality=95, exif=turned)
    assert path.stat().st_size > MAX_BYTES
    return path


@pytest.mark.journey
@pytest.mark.covers("M1.2", "R2")
def test_a_photo_is_made_small_on_the_phone(visitor: Visitor, tmp_path: Path) -> None:
    cast = assemble()
    phone = visitor(PHONE)
    acts.sign_in(phone, "专业技术人员", cast.li_hat.account.document, make.PASSWORD)
    _send(phone, photo(tmp_path))
    expect(phone.get_by_text("拍照.jpg").first).to_be_visible(timeout=30_000)  # drawing noise small takes a while
    kept = Attachment.everywhere.get()
    assert (kept.width, kept.height) == (1600, 2000)
    small = acts.scan(tmp_path, "封面")
    phone.locator("input[name=evidence]").set_input_files(small)
    phone.get_by_role("button", name=SENDS).last.click()
    expect(phone.get_by_text("封面").first).to_be_visible()
    with Image.open(small) as sent:
        assert Attachment.everywhere.filter(width=sent.width, height=sent.height).count() == 1


@pytest.mark.journey
@pytest.mark.covers("M1.2")
def test_without_script_it_is_refused_as_before(visitor: Visitor, tmp_path: Path) -> None:
    cast = assemble()
    page = visitor(script=False)
    acts.sign_in(page, "专业技术人员", cast.li_hat.account.document, make.PASSWORD)
    page.goto("/declarations/new/")
    page.locator("input[name=evidence]").set_input_files(photo(tmp_path))
    page.get_by_role("button", name="预览并提交").click()
    expect(page.get_by_text("图片超过 1M，请压缩后再上传").first).to_be_visible()
    assert not Attachment.everywhere.exists()


def _send(page: Page, picture: Path) -> None:
    """Chosen and sent at once: the form waits until the picture is small."""
    page.goto("/declarations/new/")
    page.locator("input[name=evidence]").set_input_files(picture)
    page.get_by_role("button", name=SENDS).last.click()
