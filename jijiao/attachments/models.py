"""附件: one uploaded image, kept from the moment of upload; it belongs to its uploader until an owner claims it."""

from django.core.signing import Signer
from django.db import models
from django.db.models import Q

from jijiao.lib.references import new_reference
from jijiao.scoping.models import ScopedBy, ScopedModel


class Attachment(ScopedModel):
    """An image as it was drawn anew. `uploaded_by` is an account's id (accounts lie above), null for visitors."""

    class Kind(models.TextChoices):
        JPEG = "jpeg", "JPEG 图片"
        PNG = "png", "PNG 图片"

    SCOPED = ScopedBy(account="uploaded_by")

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("类型", max_length=4, choices=Kind.choices)
    size = models.PositiveIntegerField("大小", help_text="bytes of the picture")
    digest = models.CharField(max_length=32, db_index=True, help_text="keyed digest of the picture: finds doubles")
    width = models.PositiveIntegerField(help_text="pixels")
    height = models.PositiveIntegerField(help_text="pixels")
    stored_as = models.CharField(max_length=60, unique=True)
    uploaded_by = models.BigIntegerField(null=True, db_index=True)
    session_digest = models.CharField(max_length=64, blank=True, help_text="of a visitor's session key")
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        ordering = ["id"]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(claimed_at__isnull=True), name="attachment_unclaimed")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(uploaded_by__isnull=False) | ~Q(session_digest="") | Q(claimed_at__isnull=False),
                name="attachment_has_uploader",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def content_type(self) -> str:
        return f"image/{self.kind}"

    @property
    def is_claimed(self) -> bool:
        return self.claimed_at is not None

    def token(self, field: str) -> str:
        """What the hidden input of `field` carries between two tries of a form."""
        return Signer(salt=f"attachments.{field}").sign(self.ref)
