"""Counters of the limiter."""

from django.db import models


class Limit(models.Model):
    """How often something was tried within the running window."""

    key = models.CharField(max_length=100, primary_key=True)
    taken = models.PositiveIntegerField()
    until = models.DateTimeField()

    class Meta:
        db_table = "web_limit"
