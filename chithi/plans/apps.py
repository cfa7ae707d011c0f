from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "chithi.plans"

    def ready(self) -> None:
        from chithi.plans.calling import WORK_ITEMS
        from chithi.plans.models import WorkItem
        from chithi.sheets.fields import NAMINGS

        NAMINGS[WorkItem] = WORK_ITEMS
