from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "chithi.records"

    def ready(self) -> None:
        from chithi.records import activities
        from chithi.sheets import catalogue

        catalogue.add(activities.REGISTER)
