"""电子证书: what one year's result attests, numbered, verifiable, never changed; a newer one supersedes it."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from jijiao.certificates.numbers import check_code
from jijiao.certificates.rules import Attested
from jijiao.people.models import Person
from jijiao.scoping.models import ScopedBy, ScopedModel


class NumberSeries(models.Model):
    """The last sequence number given in a year and region; numbers are taken by one atomic statement."""

    year = models.PositiveSmallIntegerField()
    region = models.CharField(max_length=6)
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "certificates_series"
        constraints = [models.UniqueConstraint(fields=["year", "region"], name="series_once")]


class Certificate(ScopedModel):
    """One certificate (单年). `figures` is what is printed, copied at issue: see `pdf.CertificateFigures`."""

    SCOPED = ScopedBy(
        path="person__unit_path",
        desk="person__unit_id",
        account="person__account_id",
        department="person__department_id",
    )

    number = models.CharField("证书编号", max_length=23, unique=True)
    code = models.CharField(max_length=22, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="certificates")
    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveSmallIntegerField(default=1)
    public = models.DecimalField(max_digits=6, decimal_places=1)
    professional = models.DecimalField(max_digits=6, decimal_places=1)
    figures = models.JSONField()
    issued_at = models.DateTimeField("签发时间")
    superseded_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["year", "id"], name="certificate_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year"], condition=Q(superseded_at__isnull=True), name="certificate_one_current"
            ),
            models.CheckConstraint(condition=Q(public__gte=0, professional__gte=0), name="certificate_hours"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def attested(self) -> Attested:
        return Attested(self.public, self.professional)

    @property
    def total(self) -> Decimal:
        return self.public + self.professional

    @property
    def check_code(self) -> str:
        return check_code(self.code)
