"""The sheet 专业技术人员: one declaration for template, import, failed rows and export (columns of domain 3.3.7)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from jijiao.lib import clock
from jijiao.lib.documents import DOCUMENT_KINDS
from jijiao.lib.masks import mask_document, mask_email, mask_mobile
from jijiao.people import cleaners
from jijiao.people.facts import judged
from jijiao.sheets.cells import plain_text
from jijiao.sheets.columns import CellError, Column, Row
from jijiao.sheets.sheet import Met, Sheet
from jijiao.standards.codes import Choices
from jijiao.standards.codes.people import DEGREES, EDUCATIONS, POSTS, SEXES
from jijiao.standards.codes.titles import series_choices

# headings that say which kind of document their numbers are of; not 居民身份证, which is an answer
RESIDENT_NUMBERS = ("身份证", "身份证号", "身份证号码", "居民身份证号", "居民身份证号码", "公民身份号码")
SERIES = ("系列", "职称类别", "专业技术职务系列")
TITLED_ON = ("评定时间", "评定日期", "评审时间", "评审日期", "取得日期", "职称取得时间", "资格取得时间")
FROM_DOCUMENT = "居民身份证可留空，由系统按证件号填写"


@dataclass(frozen=True)
class PeopleSheet(Sheet):
    """A sheet whose rows are also judged as a whole: answers that contradict each other, a number that stands twice."""

    def check(self, met: Met) -> Callable[[Row], None]:
        """Errors between the columns of a row, and between it and those before it, are with the row's others."""
        headers = {column.name: column.header for column in self.columns}
        today = clock.today()

        def judge(row: Row) -> None:
            answers = row.values
            if row.errors:
                bad = {error.column for error in row.errors}
                answers = {name: value for name, value in answers.items() if headers[name] not in bad}
            wrong, document = judged(answers, today=today)
            row.errors += [CellError(headers[name], sentence) for name, sentence in wrong.items()]
            # from here on the number stands in the form in which it is kept
            row.values["document"] = document or row.values["document"]
            if not row.errors or headers["document"] not in {error.column for error in row.errors}:
                # which of two rows with a number is right only the unit knows
                first = met.setdefault(self.identity(row), row.number)
                row.errors += [self.repeats(first)] if first != row.number else []

        return judge

    def identity(self, row: Row) -> str:
        return f"{row.values['document_kind']}.{cleaners.compared(row.values['document'])}"

    def repeats(self, number: int) -> CellError:
        return CellError("证件号", f"与第{number}行的证件号重复，请核对后只保留一行。")


def _names(choices: Choices) -> tuple[str, ...]:
    return tuple(name for _, name in choices)


PEOPLE = PeopleSheet(
    key="people",
    title="专业技术人员",
    version=1,
    max_rows=100_000,
    max_bytes=20 << 20,
    columns=(
        Column(
            "姓名", "name", cleaners.person_name, required=True, example="张三", also=("名字", "人员姓名", "真实姓名"),
            shown=True,
        ),
        Column(
            "证件类型", "document_kind", cleaners.document_kind, required=True, example="居民身份证", width=20,
            choices=_names(DOCUMENT_KINDS), also=("证件种类", "证件名称"), shown=True,
            implied="居民身份证", implied_by=RESIDENT_NUMBERS,
        ),
        Column(
            "证件号", "document", cleaners.document, required=True, example="370000198506301012", width=22,
            note="居民身份证填 18 位号码，末位是 X 的大小写均可",
            also=("证件号码", *RESIDENT_NUMBERS), shown=True, mask=mask_document,
        ),
        Column(
            "手机号", "mobile", cleaners.mobile, required=True, example="13800000000",
            also=("手机", "手机号码", "联系电话", "移动电话", "电话", "联系方式"), shown=True, mask=mask_mobile,
            digits=True,
        ),
        Column(
            "邮箱", "email", cleaners.email, example="zhangsan@example.com", width=24,
            also=("电子邮箱", "电子邮件", "E-mail", "Email"), mask=mask_email,
        ),
        Column("性别", "sex", cleaners.sex, choices=_names(SEXES), width=8, note=FROM_DOCUMENT),
        Column(
            "出生日期", "born_on", cleaners.day, text=False, width=12, note=FROM_DOCUMENT, also=("出生年月", "生日"),
        ),
        Column(
            "工作部门", "department", cleaners.department_name, width=20, note="填本单位已建立的内设部门名称",
            also=("部门", "科室", "所在部门", "内设部门"), shown=True,
        ),
        Column(
            "学历", "education", cleaners.education, example="大学本科", choices=_names(EDUCATIONS), also=("文化程度",),
        ),
        Column("学位", "degree", cleaners.degree, example="学士", choices=_names(DEGREES), width=10),
        Column("毕业院校", "school", cleaners.school, example="山东示例大学", width=20, also=("毕业学校",)),
        Column("所学专业", "major", cleaners.major, example="临床医学", width=16, also=("专业",)),
        Column(
            "职称系列", "title_series", cleaners.title_series, required=True, example="卫生技术人员", width=22,
            choices=_names(series_choices()), note="没有职称的选“未取得职称”", also=SERIES, shown=True,
        ),
        Column(
            "职称名称", "title", cleaners.title, example="主治医师", note="所选职称系列中的名称，级别由系统判定",
            also=("职称", "专业技术职务", "现任职称"), shown=True,
        ),
        Column("职称专业", "title_major", cleaners.major, example="内科"),
        Column("取得时间", "title_on", cleaners.day, example="2019-12-01", text=False, width=12, also=TITLED_ON),
        Column("岗位类别", "post", cleaners.post, example="专业技术岗", choices=_names(POSTS)),
        Column("参加工作时间", "works_since", cleaners.day, example="2008-07-01", text=False),
        Column("备注", "note", plain_text(200), width=24),
    ),
    notes=(
        "已在本单位的人员不会重复导入；上传时选择“更新”的，只更新手机号、邮箱、部门、岗位类别、参加工作时间和备注。",
        "在其他单位的人员请先由原单位办理人员调出。",
    ),
)  # fmt: skip


def for_departments(names: Iterable[str]) -> PeopleSheet:
    """The sheet with the 内设部门 of one unit in its drop-down."""
    columns = tuple(
        replace(column, choices=tuple(names)) if column.name == "department" else column for column in PEOPLE.columns
    )
    return replace(PEOPLE, columns=columns)
