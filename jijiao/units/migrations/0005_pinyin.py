"""Units are found by the pinyin of their names, on PostgreSQL through an index of the pieces of both."""

from django.db import migrations, models

import jijiao.scoping.fields

from . import _reading

# one and two syllables or characters that follow each other, two and three initials
PIECES = """
CREATE FUNCTION pinyin_pieces(pinyin text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 500 AS $$
DECLARE
  words text[] := string_to_array(ltrim(pinyin), ' ');
  pieces text[] := '{}';
  initial boolean;
BEGIN
  FOR n IN 1..cardinality(words) LOOP
    CONTINUE WHEN words[n] = ',';
    initial := left(words[n], 1) = '=';
    IF NOT initial THEN pieces := pieces || words[n]; END IF;
    CONTINUE WHEN words[n + 1] IS NULL OR words[n + 1] = ',' OR initial <> (left(words[n + 1], 1) = '=');
    pieces := pieces || (words[n] || ' ' || words[n + 1]);
    IF initial AND left(words[n + 2], 1) = '=' THEN
      pieces := pieces || (words[n] || ' ' || words[n + 1] || ' ' || words[n + 2]);
    END IF;
  END LOOP;
  RETURN array_to_tsvector(pieces);
END $$
"""
INDEXES = {"unit_pieces": "units_unit", "former_name_pieces": "units_formername"}


def fill(apps, schema_editor):
    for table in INDEXES.values():
        _reading.fill(schema_editor, table, _reading.name_reading)


def index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(PIECES)
        for name, table in INDEXES.items():
            schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin (pinyin_pieces(pinyin))")


def unindex(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}")
        schema_editor.execute("DROP FUNCTION pinyin_pieces(text)")


class Migration(migrations.Migration):
    dependencies = [("units", "0004_kinds_of_base")]

    operations = [
        migrations.AddField("formername", "pinyin", jijiao.scoping.fields.PinyinField()),
        migrations.AddField("unit", "pinyin", jijiao.scoping.fields.PinyinField()),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveIndex("unit", "unit_name"),
        migrations.RemoveIndex("formername", "former_name"),
        migrations.AddIndex("unit", models.Index(fields=["name", "kind", "status", "region"], name="unit_name")),
        migrations.AddIndex("unit", models.Index(fields=["pinyin", "kind", "status", "region"], name="unit_pinyin")),
        migrations.AddIndex("formername", models.Index(fields=["name", "pinyin", "unit"], name="former_name")),
        migrations.RunPython(index, unindex),
    ]
