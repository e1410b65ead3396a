"""People are found by the pinyin of their names, and listed in its order."""

from importlib import import_module

from django.db import migrations, models

import jijiao.scoping.fields

_reading = import_module("jijiao.units.migrations.0006_pinyin")


def fill(apps, schema_editor):
    _reading.fill(schema_editor, "people_person", _reading.person_reading)


def index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE INDEX person_pieces ON people_person USING gin (pinyin_pieces(pinyin))")


def unindex(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX person_pieces")


class Migration(migrations.Migration):
    dependencies = [("people", "0004_file_of_a_person"), ("units", "0006_pinyin")]

    operations = [
        migrations.AddField("person", "pinyin", jijiao.scoping.fields.PinyinField(person=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveIndex("person", "person_path"),
        migrations.RemoveIndex("person", "person_name"),
        migrations.AddIndex(
            "person",
            models.Index(
                fields=["unit_path", "id", "status", "unit", "department", "title_series", "title_level", "name", "pinyin"],
                name="person_path",
            ),
        ),
        migrations.AddIndex("person", models.Index(fields=["pinyin", "id"], name="person_pinyin")),
        migrations.RunPython(index, unindex),
    ]
