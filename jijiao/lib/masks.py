"""How personal values are shown: the first three and the last four of a number, the surname of a name (domain 4.8)."""

# two-character surnames still in use; a name of two characters is always one surname and one given name
_DOUBLE_SURNAMES = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 "
    "公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 "
    "拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 "
    "西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师"
)


def mask_document(number: str) -> str:
    """`370***********1012`: first 3, last 4, as many stars as there are hidden characters.

    A number too short to hide at least as much as it shows keeps less: 8 to 13 characters show 1 and 2,
    fewer show nothing but their length.
    """
    if len(number) >= 14:
        return _cover(number, 3, 4)
    if len(number) >= 8:
        return _cover(number, 1, 2)
    return "*" * len(number)


def mask_mobile(number: str) -> str:
    """`138****1234`; anything that is not eleven characters is treated like a document number."""
    return _cover(number, 3, 4) if len(number) == 11 else mask_document(number)


def mask_name(name: str) -> str:
    """The surname and a star or two: `李四` -> `李*`, `欧阳小明` -> `欧阳**`; a single character is hidden."""
    if len(name) < 2:
        return "*" * len(name)
    shown = 2 if len(name) > 2 and name[:2] in _DOUBLE_SURNAMES.split() else 1
    # at most two stars: the length of a long name would tell too much
    return name[:shown] + "*" * min(2, len(name) - shown)


def mask_email(address: str) -> str:
    """`z***@example.com`: the part before the sign is often a phone number; its length is not told either."""
    local, sign, domain = address.rpartition("@")
    return f"{local[:1]}***{sign}{domain}" if local else ""


def mask_network(address: str) -> str:
    """The network without the machine: 10.20.*.*, the first half of an IPv6 address."""
    if ":" in address:
        return ":".join(address.split(":")[:3]) + ":…"
    return ".".join(address.split(".")[:2]) + ".*.*" if "." in address else ""


def _cover(value: str, first: int, last: int) -> str:
    return value[:first] + "*" * (len(value) - first - last) + value[-last:]
