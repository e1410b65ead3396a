"""单位: organisations in one tree, regions, 内设部门, and the exceptional second line of sight."""

from django.db import models
from django.db.models import F, Q

from jijiao.scoping.fields import PathField, PinyinField
from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.standards.codes import units as codes


class Region(models.Model):
    """行政区划 (GB/T 2260): the province, its 16 cities, its 136 counties. Public reference data."""

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField("名称", max_length=40)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """山东省济南市历下区."""
        return f"{self.parent.full_name}{self.name}" if self.parent else self.name


class Unit(ScopedModel):
    """单位 of any kind. `above` (superior, else authority) makes one tree, stored as a path."""

    class Kind(models.TextChoices):
        AUTHORITY = "authority", "人社部门"
        BUREAU = "bureau", "主管部门"
        EMPLOYER = "employer", "用人单位"
        BASE = "base", "继续教育基地"

    class Status(models.TextChoices):
        ACTIVE = "active", "有效"
        SUSPENDED = "suspended", "停用"
        MERGED = "merged", "已合并"
        CLOSED = "closed", "已撤销"

    SCOPED = ScopedBy(path="path", desk="id")

    name = models.CharField("单位名称", max_length=100)
    pinyin = PinyinField()
    kind = models.CharField("单位类别", max_length=10, choices=Kind.choices)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.ACTIVE)
    nature = models.CharField("单位性质", max_length=2, blank=True)
    level = models.CharField("单位级别", max_length=2, blank=True)
    industry = models.CharField("所属行业", max_length=3, blank=True)
    base_level = models.CharField("机构级别", max_length=1, choices=codes.BASE_LEVELS, blank=True)
    base_type = models.CharField("机构类型", max_length=1, choices=codes.BASE_TYPES, blank=True)
    phone = models.CharField("单位电话", max_length=20, blank=True)
    address = models.CharField("单位地址", max_length=200, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="所属区域")
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    superior = models.ForeignKey("self", models.PROTECT, null=True, related_name="inferiors", verbose_name="主管部门")
    authority = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="charges", verbose_name="同级人社部门"
    )
    above = models.ForeignKey("self", models.PROTECT, null=True, related_name="below")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged", verbose_name="并入单位")
    path = PathField(unique=True, null=True)
    founded_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["region", "kind", "id"], name="unit_region_kind"),
            # covering: where there is no index of pieces, a piece of a name is looked for in these alone
            models.Index(fields=["name", "kind", "status", "region"], name="unit_name"),
            models.Index(fields=["pinyin", "kind", "status", "region"], name="unit_pinyin"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"], condition=Q(status="active") & ~Q(credit_code=""), name="unit_credit_code_once"
            ),
            models.UniqueConstraint(
                fields=["region"], condition=Q(kind="authority", status="active"), name="unit_one_authority_a_region"
            ),
            models.CheckConstraint(condition=~Q(above=F("id")), name="unit_not_above_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_department_in_charge(self) -> bool:
        """主管部门 in the sense of the sign-in page: industry departments and 人社 departments."""
        return self.kind in (self.Kind.AUTHORITY, self.Kind.BUREAU)


class Department(ScopedModel):
    """内设部门: a place for people and administrators within one unit."""

    SCOPED = ScopedBy(path="unit__path", desk="unit_id", department="pk")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="departments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name = models.CharField("部门名称", max_length=50)
    code = models.CharField("部门编码", max_length=30, blank=True)
    leader = models.CharField("负责人", max_length=50, blank=True)
    phone = models.CharField("电话", max_length=20, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(closed_at__isnull=True), name="department_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """曾用名: a name or a credit code that a unit gave up, by which it is still found."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="former_names")
    name = models.CharField("曾用名", max_length=100, blank=True)
    pinyin = PinyinField()
    credit_code = models.CharField("曾用信用代码", max_length=18, blank=True)
    ended_at = models.DateTimeField("停用时间")

    class Meta:
        ordering = ["-ended_at", "-id"]
        indexes = [
            models.Index(fields=["name", "pinyin", "unit"], name="former_name"),
            models.Index(fields=["credit_code"], name="former_credit_code"),
        ]

    def __str__(self) -> str:
        return self.name or self.credit_code


class Guest(models.Model):
    """The second line upwards: an authority that is not above a unit in the tree and still sees it."""

    authority = models.ForeignKey(Unit, models.CASCADE, related_name="guests")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="hosts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "unit"], name="guest_once")]


class TemporaryUnit(models.Model):
    """临时单位: one a region, for people between two employers; its 人社 department looks after them."""

    region = models.OneToOneField(Region, models.PROTECT, related_name="+")
    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.unit.name
