"""人员维护 and 申请调入 are rights of their own now: a role that had them with 批量导入 keeps them."""

from typing import Any

from django.db import migrations


def keep(apps: Any, schema_editor: Any) -> None:
    """Add what 批量导入 stood for to every role that has it."""
    for role in apps.get_model("accounts", "Role")._default_manager.all():
        held = set(role.permissions)
        if "people.import" in held:
            role.permissions = sorted({*held, "people.manage", "transfers.ask"})
            role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_ranges_roles_and_substitutions")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
