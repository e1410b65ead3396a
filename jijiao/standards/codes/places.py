"""籍贯: the provinces (GB/T 2260), and Shandong by city, since most people of its rolls are from there."""

from jijiao.standards.codes.shape import Choices

_SHANDONG = (
    "01济南市 02青岛市 03淄博市 04枣庄市 05东营市 06烟台市 07潍坊市 08济宁市 09泰安市 10威海市 11日照市 "
    "13临沂市 14德州市 15聊城市 16滨州市 17菏泽市"
)
_PROVINCES = (
    "11北京市 12天津市 13河北省 14山西省 15内蒙古自治区 21辽宁省 22吉林省 23黑龙江省 31上海市 32江苏省 "
    "33浙江省 34安徽省 35福建省 36江西省 41河南省 42湖北省 43湖南省 44广东省 45广西壮族自治区 46海南省 "
    "50重庆市 51四川省 52贵州省 53云南省 54西藏自治区 61陕西省 62甘肃省 63青海省 64宁夏回族自治区 "
    "65新疆维吾尔自治区 71台湾省 81香港特别行政区 82澳门特别行政区"
)

NATIVE_PLACES: Choices = (
    *((f"37{each[:2]}00", f"山东省{each[2:]}") for each in _SHANDONG.split()),
    ("370000", "山东省"),
    *((f"{each[:2]}0000", each[2:]) for each in _PROVINCES.split()),
    ("990000", "国外"),
)
