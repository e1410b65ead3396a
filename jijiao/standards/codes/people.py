"""Code lists about people (专业技术人员). Domain 3.4.4, 3.4.7-3.4.15; national standards beside each."""

from jijiao.lib.documents import DOCUMENT_KINDS as DOCUMENT_KINDS  # 证件类型
from jijiao.standards.codes.shape import Choices

SEXES: Choices = (("0", "未知"), ("1", "男"), ("2", "女"), ("9", "未说明"))  # 性别, GB/T 2261.1

_NATIONS = (  # GB/T 3304 in its order, 01 to 56
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
NATIONS: Choices = (  # 民族
    *((f"{number:02}", f"{name}族") for number, name in enumerate(_NATIONS.split(), start=1)),
    ("97", "其他"),
    ("98", "外国血统"),
)

POLITICAL_STATUSES: Choices = (  # 政治面貌, GB/T 4762
    ("01", "中共党员"),
    ("02", "中共预备党员"),
    ("03", "共青团员"),
    ("04", "民革会员"),
    ("05", "民盟盟员"),
    ("06", "民建会员"),
    ("07", "民进会员"),
    ("08", "农工党党员"),
    ("09", "致公党党员"),
    ("10", "九三学社社员"),
    ("11", "台盟盟员"),
    ("12", "无党派民主人士"),
    ("13", "群众"),
)

EDUCATIONS: Choices = (  # 学历, GB/T 4658
    ("11", "博士研究生"),
    ("14", "硕士研究生"),
    ("17", "研究生班"),
    ("21", "大学本科"),
    ("28", "大学普通班"),
    ("31", "大学专科"),
    ("41", "中等专科"),
    ("44", "职业高中"),
    ("47", "技工学校"),
    ("61", "普通高中"),
    ("71", "初中"),
    ("81", "小学"),
    ("90", "其他"),
)

DEGREES: Choices = (("0", "无"), ("1", "名誉博士"), ("2", "博士"), ("3", "硕士"), ("4", "学士"))  # 学位, GB/T 6864

POSTS: Choices = (  # 岗位类别; the provincial regulation counts people on management posts too
    ("1", "专业技术岗"),
    ("2", "管理岗"),
    ("3", "双肩挑"),
    ("4", "工勤技能岗"),
    ("9", "其他"),
)

EMPLOYMENT: Choices = (  # 用工性质
    ("1", "编制内"),
    ("2", "人事代理"),
    ("3", "劳动合同"),
    ("4", "劳务派遣"),
    ("5", "返聘"),
    ("9", "其他"),
)

LEARNING_SYSTEMS: Choices = (  # 主要学习系统
    ("1", "省平台"),
    ("2", "会计"),
    ("3", "卫健继续医学教育"),
    ("4", "教师"),
    ("5", "文旅"),
    ("6", "开放大学等"),
    ("7", "本市平台"),
    ("9", "其他"),
)

HONOUR_LEVELS: Choices = (("1", "国家级"), ("2", "省部级"), ("3", "市厅级"), ("4", "县级"), ("9", "其他"))  # 称号级别

PERSON_STATES: Choices = (  # 人员状态
    ("10", "待审"),
    ("20", "在册"),
    ("30", "驳回"),
    ("40", "调转中"),
    ("50", "临时单位"),
    ("60", "离职未转"),
    ("70", "退休"),
    ("80", "死亡"),
    ("85", "注销"),
    ("90", "已合并"),
)

EDUCATION = EDUCATIONS  # the spelling of the first draft, still imported by registration.models
