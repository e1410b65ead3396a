"""One outcome for every row of an import."""

import django.db.models.deletion
from django.db import migrations, models

import jijiao.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("jobs", "0001_jobs_and_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(max_length=22)),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                (
                    "state",
                    models.CharField(
                        choices=[("created", "新增"), ("changed", "更新"), ("skipped", "未变"), ("failed", "失败")],
                        max_length=7,
                        verbose_name="结果",
                    ),
                ),
                ("reasons", models.JSONField(default=list, verbose_name="错误原因")),
                ("cells", jijiao.vault.fields.EncryptedText(blank=True)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="import_rows", to="jobs.job"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "failed")), fields=["job", "number"], name="importrow_failed"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("job", "number"), name="importrow_once")],
            },
        ),
    ]
