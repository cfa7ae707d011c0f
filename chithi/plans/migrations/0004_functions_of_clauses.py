"""A clause that was transferred as a whole keeps its tasks in its function: ``clause:PLAN:PLACE=7,8``."""

from django.db import migrations


def name_items(apps, schema_editor):
    items = apps.get_model("plans", "WorkItem").objects.filter(valid_from__isnull=False, is_report_duty=False)
    for link in apps.get_model("units", "Succession").objects.filter(function__startswith="clause:"):
        _kind, plan, place = link.function.split(":", 2)
        if "#" not in place and "=" not in place:
            known = items.filter(plan__key=plan, at=place).order_by("pk").values_list("pk", flat=True)
            link.function += f"={','.join(map(str, known))}"
            link.save(update_fields=["function"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_cascade"), ("units", "0003_functions_of_clauses")]

    operations = [migrations.RunPython(name_items, migrations.RunPython.noop)]
