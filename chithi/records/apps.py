from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "chithi.records"

    def ready(self) -> None:
        from chithi.records import activities, inspections, proposals
        from chithi.sheets import catalogue

        for register in (activities.REGISTER, inspections.REGISTER, proposals.REGISTER):
            catalogue.add(register)
