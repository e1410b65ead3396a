"""专业技术人员: the register of people. Rows change only through `people.actions`."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jijiao.attachments.models import Attachment
from jijiao.lib.documents import DOCUMENT_KINDS
from jijiao.lib.masks import mask_document, mask_email, mask_mobile
from jijiao.lib.references import new_reference
from jijiao.people.credentials import KINDS, PHOTO
from jijiao.scoping.fields import PathField, PinyinField
from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.standards.codes import people as codes
from jijiao.standards.codes.places import NATIVE_PLACES
from jijiao.standards.codes.titles import TITLE_LEVELS, series_name
from jijiao.units.models import Department, Unit
from jijiao.vault.fields import EncryptedText


class Person(ScopedModel):
    """A technician on a unit's roll. `unit_path` is a copy of the unit's path, written under its lock."""

    class Status(models.TextChoices):
        ACTIVE = "20", "在册"
        TEMPORARY = "50", "临时单位"
        LEFT = "60", "离职未转"
        RETIRED = "70", "退休"
        DECEASED = "80", "死亡"
        CANCELLED = "85", "注销"
        MERGED = "90", "已合并"

    SCOPED = ScopedBy(path="unit_path", desk="unit_id", account="account_id", department="department_id")

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="person")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", db_index=False, verbose_name="所在单位")
    unit_path = PathField()
    department = models.ForeignKey(Department, models.PROTECT, null=True, verbose_name="工作部门")
    status = models.CharField("人员状态", max_length=2, choices=Status.choices, default=Status.ACTIVE)

    document_kind = models.CharField("证件类型", max_length=3, choices=DOCUMENT_KINDS)
    document = EncryptedText("证件号")
    document_key = models.CharField(max_length=32, unique=True)
    name = models.CharField("姓名", max_length=50)
    pinyin = PinyinField(person=True)
    sex = models.CharField("性别", max_length=1, choices=codes.SEXES, blank=True)
    born_on = models.DateField("出生日期", null=True)
    nation = models.CharField("民族", max_length=2, choices=codes.NATIONS, blank=True)
    political = models.CharField("政治面貌", max_length=2, choices=codes.POLITICAL_STATUSES, blank=True)
    mobile = EncryptedText("手机号", blank=True)
    mobile_key = models.CharField(max_length=32, blank=True)
    email = models.EmailField("电子邮箱", max_length=100, blank=True)
    # from here on some have a default in the database too: the load leaves out what nobody said
    landline = models.CharField("固定电话", max_length=20, blank=True, default="", db_default="")
    native_place = models.CharField("籍贯", max_length=6, choices=NATIVE_PLACES, blank=True, default="", db_default="")

    education = models.CharField("学历", max_length=2, choices=codes.EDUCATIONS, blank=True)
    degree = models.CharField("学位", max_length=1, choices=codes.DEGREES, blank=True)
    school = models.CharField("毕业院校", max_length=100, blank=True)
    major = models.CharField("所学专业", max_length=60, blank=True)
    graduated_on = models.DateField("毕业时间", null=True)
    works_since = models.DateField("参加工作时间", null=True)
    post = models.CharField("岗位类别", max_length=1, choices=codes.POSTS, blank=True)
    employment = models.CharField(
        "用工性质", max_length=1, choices=codes.EMPLOYMENT, blank=True, default="", db_default=""
    )
    specialty = models.CharField("现从事专业", max_length=60, blank=True, default="", db_default="")
    first_appointed = models.PositiveSmallIntegerField("首次聘用年度", null=True)
    learning_system = models.CharField(
        "主要学习系统", max_length=1, choices=codes.LEARNING_SYSTEMS, blank=True, default="", db_default=""
    )
    title_series = models.CharField("职称系列", max_length=2)
    title_level = models.CharField("职称级别", max_length=1, choices=TITLE_LEVELS, blank=True)
    title = models.CharField("职称名称", max_length=40, blank=True)
    title_major = models.CharField("职称专业", max_length=60, blank=True)
    title_on = models.DateField("取得时间", null=True)
    title_appointed_on = models.DateField("聘任时间", null=True)
    title_number = models.CharField("职称证书编号", max_length=60, blank=True, default="", db_default="")
    note = models.CharField("备注", max_length=200, blank=True)
    enrolled_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        indexes = [
            # covering: a list reads its filters and order from here and opens rows only for the page shown
            models.Index(
                fields=[
                    *("unit_path", "id", "status", "unit", "department", "title_series", "title_level"),
                    *("name", "pinyin"),
                ],
                name="person_path",
            ),
            # names are listed in the order of their pinyin
            models.Index(fields=["pinyin", "id"], name="person_pinyin"),
            models.Index(fields=["mobile_key"], condition=~Q(mobile_key=""), name="person_mobile"),
            models.Index(fields=["unit", "id"], name="person_unit"),
            models.Index(fields=["status", "unit_path", "id"], condition=~Q(status="20"), name="person_not_active"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title_series_name(self) -> str:
        return series_name(self.title_series)

    @property
    def masked_document(self) -> str:
        return mask_document(self.document)

    @property
    def masked_mobile(self) -> str:
        return mask_mobile(self.mobile)

    @property
    def masked_birth(self) -> str:
        """The year alone: month and day are what the mask of the document hides."""
        return f"{self.born_on.year} 年" if self.born_on else ""

    @property
    def masked_email(self) -> str:
        return mask_email(self.email)


class Activation(ScopedModel):
    """激活链接: lets somebody on the roll who has no account yet set their own password; opens once."""

    SCOPED = ScopedBy(desk="person__unit_id")

    person = models.OneToOneField(Person, models.CASCADE, related_name="activation")
    # of the secret in the link; empty once the link has been used
    secret_key = models.CharField(max_length=32, blank=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["secret_key"], condition=~Q(secret_key=""), name="activation_secret")]


OF_A_PERSON = ScopedBy(
    path="person__unit_path",
    desk="person__unit_id",
    account="person__account_id",
    department="person__department_id",
)


class Credential(ScopedModel):
    """An entry of a sub-table of somebody's file: 职称, 学历学位, 职（执）业资格, 学术技术称号 (see `credentials`).

    The current title and the highest education stand in the person's own row, and nowhere else.
    """

    SCOPED = OF_A_PERSON

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    person = models.ForeignKey(Person, models.CASCADE, related_name="credentials")
    kind = models.CharField("类别", max_length=13, choices=KINDS)
    series = models.CharField("职称系列", max_length=2, blank=True)
    name = models.CharField("名称", max_length=100, blank=True)
    level = models.CharField("级别", max_length=20, blank=True)
    degree = models.CharField("学位", max_length=1, choices=codes.DEGREES, blank=True)
    speciality = models.CharField("专业", max_length=60, blank=True)
    granted_by = models.CharField("授予单位", max_length=100, blank=True)
    granted_on = models.DateField("取得时间", null=True)
    appointed_on = models.DateField("聘任时间", null=True)
    number = models.CharField("证书编号", max_length=60, blank=True)
    filed_at = models.DateTimeField("登记时间")

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["person", "kind"], name="credential_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="education") & ~Q(level="")
                | Q(kind="title") & ~Q(name="") & ~Q(series="")
                | Q(kind__in=("qualification", "honour")) & ~Q(name=""),
                name="credential_says_what",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.granted_by


class Paper(ScopedModel):
    """A scan kept with an entry of the file; without a credential it is of the current one, or the photo (照片)."""

    SCOPED = OF_A_PERSON

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    person = models.ForeignKey(Person, models.CASCADE, related_name="papers")
    kind = models.CharField("类别", max_length=13, choices=(*KINDS, (PHOTO, "照片")))
    credential = models.ForeignKey(Credential, models.CASCADE, null=True, related_name="papers")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(kind=PHOTO), name="paper_one_photo"),
            models.CheckConstraint(
                condition=Q(credential__isnull=True) | Q(kind__in=[kind for kind, _ in KINDS]),
                name="paper_of_an_entry",
            ),
        ]


class Stint(ScopedModel):
    """单位履历: a time on a unit's roll. The one of now has no row, unless somebody came back: see `careers`."""

    SCOPED = OF_A_PERSON

    person = models.ForeignKey(Person, models.CASCADE, related_name="stints")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField("单位名称", max_length=100, help_text="as it was when the time ended")
    since = models.DateField("起")
    until = models.DateField("止", null=True)
    because = models.CharField("变动原因", max_length=30, blank=True)
    number = models.CharField("调转单号", max_length=22, blank=True)

    class Meta(ScopedModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(until__isnull=True), name="stint_one_open"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="stint_in_order"),
        ]
