from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "chithi.reports"

    def ready(self) -> None:
        from chithi.figures import derived
        from chithi.reports.filled import closings
        from chithi.reports.loading import LOADER
        from chithi.sheets.loading import register

        register(LOADER)
        if closings not in derived.closings:
            derived.closings.append(closings)
