from typing import Any

from django.db import migrations

from nutrition import name_index


def install(_: Any, schema_editor: Any) -> None:
    name_index.install(schema_editor.connection)


def uninstall(_: Any, schema_editor: Any) -> None:
    name_index.uninstall(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("nutrition", "0004_foods_go_with_their_person"),
    ]

    operations = [
        migrations.RunPython(install, uninstall),
    ]
