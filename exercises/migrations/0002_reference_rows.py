"""Rows whose ids apps and scripts have written down."""

from django.core.management.color import no_style
from django.db import migrations

from exercises.reference import TABLES


def load(apps, schema_editor):
    models = []
    for name, columns, rows in TABLES:
        model = apps.get_model("exercises", name)
        models.append(model)
        model.objects.bulk_create([model(**dict(zip(columns, row))) for row in rows])
    # The next row gets the next id: PostgreSQL's sequences do not notice rows that bring their own.
    for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), models):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("exercises", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
