"""注册申请: what a unit or a person says of itself when asking to be let in. Nothing else exists before approval."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from jijiao.attachments.models import Attachment
from jijiao.lib.documents import DOCUMENT_KINDS
from jijiao.lib.masks import mask_document, mask_mobile
from jijiao.lib.references import NUMBER_LENGTH, new_number, new_reference
from jijiao.people.models import Person
from jijiao.reviews.models import Reviewable
from jijiao.standards.codes import people, titles, units
from jijiao.standards.codes.industries import INDUSTRIES
from jijiao.units.models import Department, Region, Unit
from jijiao.vault.fields import EncryptedText


class Registration(Reviewable):
    """What both kinds of application share: the number to ask with, and who will sign in once it is approved.

    `open` says that the application is on its way; it is written together with the review's state.
    """

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    number = models.CharField("查询编号", max_length=NUMBER_LENGTH, unique=True, default=new_number)
    open = models.BooleanField(default=True)
    commitment = models.CharField("承诺", max_length=10, help_text="version of the commitment's text")
    applied_at = models.DateTimeField("申请时间")
    existing_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="已是本系统用户"
    )
    document_kind = models.CharField("证件类型", max_length=3, choices=DOCUMENT_KINDS)
    document = EncryptedText("证件号")
    document_key = models.CharField(max_length=32, db_index=True)
    password = models.CharField(max_length=128, blank=True, help_text="a hash; empty with an existing account")
    real_name = models.CharField("真实姓名", max_length=50)
    mobile = EncryptedText("手机号", blank=True)
    email = models.EmailField("电子邮箱", max_length=100, blank=True)

    class Meta(Reviewable.Meta):
        abstract = True

    @property
    def masked_document(self) -> str:
        return mask_document(self.document)

    @property
    def masked_mobile(self) -> str:
        return mask_mobile(self.mobile)

    @property
    def grouped_number(self) -> str:
        """The 查询编号 in threes of four, as it is read out."""
        return " ".join(self.number[at : at + 4] for at in range(0, NUMBER_LENGTH, 4))


class UnitRegistration(Registration):
    """注册 of a unit of any kind. A pending one keeps its credit code for itself until `code_until` (domain 5.1)."""

    KINDS = (
        (Unit.Kind.EMPLOYER, "用人单位注册"),
        (Unit.Kind.BASE, "继续教育基地注册"),
        (Unit.Kind.BUREAU, "主管部门注册"),
    )

    kind = models.CharField("单位类别", max_length=10, choices=KINDS, default=Unit.Kind.EMPLOYER)
    name = models.CharField("单位名称", max_length=100)
    nature = models.CharField("单位性质", max_length=2, choices=units.NATURES)
    level = models.CharField("单位级别", max_length=2, choices=units.LEVELS)
    base_level = models.CharField("机构级别", max_length=1, choices=units.BASE_LEVELS, blank=True)
    base_type = models.CharField("机构类型", max_length=1, choices=units.BASE_TYPES, blank=True)
    phone = models.CharField("单位电话", max_length=20)
    industry = models.CharField("所属行业", max_length=3, choices=INDUSTRIES)
    address = models.CharField("单位地址", max_length=200)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="所属区域")
    superior = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="主管部门")
    authority = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="同级人社部门")
    credit_code = models.CharField("统一社会信用代码", max_length=18, db_index=True)
    code_until = models.DateTimeField("信用代码占用至", null=True, help_text="empty once another may apply with it")
    licence = models.ForeignKey(
        Attachment, models.PROTECT, related_name="+", verbose_name="信用代码证书或营业执照扫描件"
    )
    landline = models.CharField("固定电话", max_length=20, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", help_text="founded on approval")

    class Meta(Registration.Meta):
        indexes = [models.Index(fields=["name"], name="unit_registration_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=Q(open=True, code_until__isnull=False),
                name="unit_registration_one_open_a_code",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_name(self) -> str:
        return self.get_kind_display()

    @property
    def unit_kind(self) -> str:
        """用人单位, 继续教育基地 or 主管部门."""
        return Unit.Kind(self.kind).label


class UnitInvitation(models.Model):
    """邀请单位注册: somebody who did not find their unit asks it to register; the link only opens the form."""

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    unit_name = models.CharField("单位名称", max_length=100)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="所属区域")
    address = EncryptedText("单位联系人的手机号或电子邮箱", blank=True)
    inviter = models.CharField("邀请人姓名", max_length=50)
    contact = EncryptedText("邀请人的手机号或电子邮箱", blank=True)
    made_at = models.DateTimeField()
    registration = models.ForeignKey(
        UnitRegistration, models.PROTECT, null=True, related_name="invitations", help_text="what came of it"
    )

    def __str__(self) -> str:
        return self.unit_name


class PersonRegistration(Registration):
    """专业技术人员注册: asks to be put on a unit's roll."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="所在单位")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", verbose_name="工作部门")
    sex = models.CharField(
        "性别", max_length=1, choices=people.SEXES, blank=True, help_text="asked where the number is silent"
    )
    born_on = models.DateField("出生日期", null=True, help_text="asked where the number is silent")
    education = models.CharField("学历", max_length=2, choices=people.EDUCATIONS)
    school = models.CharField("毕业院校", max_length=100, blank=True)
    major = models.CharField("所学专业", max_length=60, blank=True)
    title_series = models.CharField("职称系列", max_length=2, choices=titles.series_choices())
    title_level = models.CharField("职称级别", max_length=1, choices=titles.TITLE_LEVELS, blank=True)
    title = models.CharField("职称名称", max_length=40, blank=True)
    title_major = models.CharField("职称专业", max_length=60, blank=True)
    title_on = models.DateField("取得时间", null=True)
    proofs = models.ManyToManyField(Attachment, related_name="+", verbose_name="证明材料")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", help_text="set on approval")

    kind_name = "专业技术人员注册"

    class Meta(Registration.Meta):
        constraints = [
            # not of a document: whoever only typed a number would learn that it waits, or keep its owner out
            models.UniqueConstraint(
                fields=["existing_account"], condition=Q(open=True), name="person_registration_one_open_an_account"
            )
        ]

    def __str__(self) -> str:
        return self.real_name
