"""Templates show: no inline style or script, no other site, short enough to read, components that exist."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parents[2] / "jijiao"
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
COMPONENTS = sorted((ROOT / "web" / "templates" / "cotton").glob("*.html"))
LONGEST = 120
MOST_COMPONENTS = 16


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text(path: Path) -> str:
    """The template without its comments."""
    return re.sub(
        r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_loads(path: Path) -> None:
    get_template(str(path).split("/templates/", 1)[1])


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_heading_over_actions_is_left_out_of_print_with_its_cells(path: Path) -> None:
    assert '<th scope="col">操作</th>' not in text(path)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_inline(path: Path) -> None:
    content = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text(path), flags=re.DOTALL)
    assert not re.findall(r"<[^>]*\sstyle\s*=", content)
    assert not re.findall(r"<[^>]*\son[a-z]+\s*=", content)
    assert not re.findall(r"\shx-on[:=-]|javascript:", content)
    assert not re.findall(r"<style|<script(?![^>]*\bsrc=)", content)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_asset_of_another_site(path: Path) -> None:
    assert not re.findall(r"""(?:src|srcset|action|data)\s*=\s*["']?(?:https?:)?//""", text(path))
    assert not re.findall(r"""<link[^>]*href\s*=\s*["']?(?:https?:)?//""", text(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_can_be_read_in_one_go(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_post_carries_its_token_and_a_write_is_not_a_link(path: Path) -> None:
    content = text(path)
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", content, re.DOTALL | re.IGNORECASE):
        assert "{% csrf_token %}" in form
    assert not re.findall(r"<a\b[^>]*\shx-(?:post|delete|put|patch)", content)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_word_of_excitement_or_of_machines(path: Path) -> None:
    content = text(path).replace("你好！", "")
    assert not re.findall(r"[\u4e00-\u9fff]！|操作成功|系统异常|非法输入|\bTODO\b", content)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_components_used_exist(path: Path) -> None:
    known = {component.stem.replace("_", "-") for component in COMPONENTS} | {"slot", "vars"}
    assert set(re.findall(r"<c-([\w-]+)", text(path))) <= known


def test_there_are_few_components() -> None:
    assert 0 < len(COMPONENTS) <= MOST_COMPONENTS


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_a_component_says_what_it_is_for_and_takes_what_it_names(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("{# ")
    assert lines[1].startswith("<c-vars ")
