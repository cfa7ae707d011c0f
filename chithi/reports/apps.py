from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "chithi.reports"

    def ready(self) -> None:
        from chithi.reports.loading import LOADER
        from chithi.sheets.loading import register

        register(LOADER)
