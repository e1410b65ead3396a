"""The table keeps its rows: units gives it a model, this app lets go of it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transfers", "0002_day_of_effect")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("temporaryunit", "units_temporaryunit")],
            state_operations=[migrations.DeleteModel("temporaryunit")],
        )
    ]
