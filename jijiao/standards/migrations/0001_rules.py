"""The first tables: rule sets and year plans."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RuleSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=40, unique=True, verbose_name="版本号")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("valid_from_year", models.PositiveSmallIntegerField(verbose_name="适用起始年度")),
                ("valid_to_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="适用截止年度")),
                ("public_min", models.DecimalField(decimal_places=1, max_digits=5, verbose_name="公需科目最低学时")),
                (
                    "professional_min",
                    models.DecimalField(decimal_places=1, max_digits=5, verbose_name="专业科目最低学时"),
                ),
                ("total_min", models.DecimalField(decimal_places=1, max_digits=5, verbose_name="总学时最低要求")),
                ("rates", models.JSONField(verbose_name="折算标准")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="发布时间")),
            ],
            options={
                "verbose_name": "学时规则",
                "verbose_name_plural": "学时规则",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to_year__isnull", True),
                            ("valid_to_year__gte", models.F("valid_from_year")),
                            _connector="OR",
                        ),
                        name="rule_set_years_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("public_min__gte", 0), ("professional_min__gte", 0), ("total_min__gte", 0)),
                        name="rule_set_minima_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="年度")),
                ("opens_on", models.DateField(verbose_name="开放日期")),
                ("closes_on", models.DateField(verbose_name="截止日期")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草稿"), ("published", "发布"), ("closed", "关闭"), ("sealed", "封存")],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="year_plans",
                        to="standards.ruleset",
                        verbose_name="学时规则",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度方案",
                "verbose_name_plural": "年度方案",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="year_plan_days_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "published", "closed", "sealed"])),
                        name="year_plan_state_known",
                    ),
                ],
            },
        ),
    ]
