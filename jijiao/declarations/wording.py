"""认定标准 in words: how a learning form turns into hours, with the numbers of the rules in force."""

from collections.abc import Callable, Mapping

from jijiao.standards.learning_forms import LearningForm, Rates
from jijiao.standards.learning_forms.fields import plain
from jijiao.standards.rules import Caps


def _training(rate: Mapping[str, str]) -> str:
    return f"按实际课时计；没有课时数的，每天计 {rate['per_day']} 学时，半天计 {rate['per_half_day']} 学时。"


def _conference(rate: Mapping[str, str]) -> str:
    return (
        f"国际会议 {rate['international']}、国家级 {rate['national']}、省级 {rate['provincial']}、市级 {rate['city']}"
        f" 学时；宣读论文的另加 {rate['read_national']}、{rate['read_provincial']}、{rate['read_city']} 学时。"
    )


def _paper(rate: Mapping[str, str]) -> str:
    return (
        f"第一作者：核心期刊 {rate['first_core']} 学时、普通期刊 {rate['first_ordinary']} 学时；"
        f"其他作者 {rate['other']} 学时。"
    )


_HOW: dict[str, Callable[[Mapping[str, str]], str]] = {"LF01": _training, "LF09": _conference, "LF12": _paper}


def standard_of(form: LearningForm, rates: Rates, caps: Caps) -> list[str]:
    """Sentences: how hours arise, the caps, and that the same learning counts once."""
    told = []
    if form.key in _HOW:
        told.append(_HOW[form.key]({name: plain(number) for name, number in rates.items()}))
    if "item_cap" in rates:
        told.append(f"单次最多计 {plain(rates['item_cap'])} 学时。")
    if form.key in caps.per_form:
        told.append(f"{form.label}全年最多计 {plain(caps.per_form[form.key])} 学时。")
    if group := caps.group_of(form.key):
        told.append(f"{group.label}各学习形式全年合计最多计 {plain(group.cap)} 学时。")
    told.append("同一学习只能申报一次，系统会按名称、举办单位、日期和人员查重。")
    return told
