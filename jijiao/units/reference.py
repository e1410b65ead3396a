"""The regions of Shandong (GB/T 2260): 1 province, 16 cities, 136 counties, and the names of their 人社 departments."""

SHANDONG = "370000"

# city code stem: name, then its counties as two digits and name
_CITIES: dict[str, tuple[str, str]] = {
    "3701": (
        "济南市",
        "02历下区 03市中区 04槐荫区 05天桥区 12历城区 13长清区 14章丘区 15济阳区 16莱芜区 17钢城区 24平阴县 26商河县",
    ),
    "3702": (
        "青岛市",
        "02市南区 03市北区 11黄岛区 12崂山区 13李沧区 14城阳区 15即墨区 81胶州市 83平度市 85莱西市",
    ),
    "3703": (
        "淄博市",
        "02淄川区 03张店区 04博山区 05临淄区 06周村区 21桓台县 22高青县 23沂源县",
    ),
    "3704": (
        "枣庄市",
        "02市中区 03薛城区 04峄城区 05台儿庄区 06山亭区 81滕州市",
    ),
    "3705": (
        "东营市",
        "02东营区 03河口区 05垦利区 22利津县 23广饶县",
    ),
    "3706": (
        "烟台市",
        "02芝罘区 11福山区 12牟平区 13莱山区 14蓬莱区 81龙口市 82莱阳市 83莱州市 85招远市 86栖霞市 87海阳市",
    ),
    "3707": (
        "潍坊市",
        "02潍城区 03寒亭区 04坊子区 05奎文区 24临朐县 25昌乐县 81青州市 82诸城市 83寿光市 84安丘市 85高密市 86昌邑市",
    ),
    "3708": (
        "济宁市",
        "11任城区 12兖州区 26微山县 27鱼台县 28金乡县 29嘉祥县 30汶上县 31泗水县 32梁山县 81曲阜市 83邹城市",
    ),
    "3709": (
        "泰安市",
        "02泰山区 11岱岳区 21宁阳县 23东平县 82新泰市 83肥城市",
    ),
    "3710": (
        "威海市",
        "02环翠区 03文登区 82荣成市 83乳山市",
    ),
    "3711": (
        "日照市",
        "02东港区 03岚山区 21五莲县 22莒县",
    ),
    "3713": (
        "临沂市",
        "02兰山区 11罗庄区 12河东区 21沂南县 22郯城县 23沂水县 24兰陵县 25费县 26平邑县 27莒南县 28蒙阴县 29临沭县",
    ),
    "3714": (
        "德州市",
        "02德城区 03陵城区 22宁津县 23庆云县 24临邑县 25齐河县 26平原县 27夏津县 28武城县 81乐陵市 82禹城市",
    ),
    "3715": (
        "聊城市",
        "02东昌府区 03茌平区 21阳谷县 22莘县 24东阿县 25冠县 26高唐县 81临清市",
    ),
    "3716": (
        "滨州市",
        "02滨城区 03沾化区 21惠民县 22阳信县 23无棣县 25博兴县 81邹平市",
    ),
    "3717": (
        "菏泽市",
        "02牡丹区 03定陶区 21曹县 22单县 23成武县 24巨野县 25郓城县 26鄄城县 28东明县",
    ),
}


def _rows() -> list[tuple[str, str, str | None]]:
    rows: list[tuple[str, str, str | None]] = [(SHANDONG, "山东省", None)]
    for stem, (city, counties) in _CITIES.items():
        rows.append((f"{stem}00", city, SHANDONG))
        rows.extend((stem + county[:2], county[2:], f"{stem}00") for county in counties.split())
    return rows


# (code, name, code of the region above), every region after the one above it
REGIONS = _rows()
_NAMES = {code: (name, parent) for code, name, parent in REGIONS}


def authority_name(code: str) -> str:
    """Name of the 人社 department of a region; a county's carries its city's name, since county names repeat."""
    name, parent = _NAMES[code]
    if parent is None:
        return f"{name}人力资源和社会保障厅"
    prefix = _NAMES[parent][0] if parent != SHANDONG else ""
    return f"{prefix}{name}人力资源和社会保障局"
