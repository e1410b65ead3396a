"""Whoever left the roll does not count in the completion of the years that are open (完成率按在册算)."""

from django.db import migrations, models
from django.utils import timezone

OFF_ROLL = ("60", "70", "80", "85", "90")


def uncount(apps, schema_editor):
    results = apps.get_model("credits", "AnnualResult").everywhere
    gone = results.filter(year__gte=timezone.now().year, person__status__in=OFF_ROLL)
    units = list(gone.values_list("unit_id", "year").distinct())
    gone.update(counted=False)
    roll_ups = apps.get_model("credits", "UnitYear").everywhere
    for unit, year in units:
        own = results.filter(unit_id=unit, year=year, counted=True)
        roll_ups.filter(unit_id=unit, year=year).update(people=own.count(), passed=own.filter(passed=True).count())


class Migration(migrations.Migration):
    dependencies = [("credits", "0001_ledger_results_and_roll_ups"), ("people", "0005_pinyin")]

    operations = [
        migrations.AddField("annualresult", "counted", models.BooleanField(default=True)),
        migrations.RunPython(uncount, migrations.RunPython.noop),
    ]
