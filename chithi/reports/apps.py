from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "chithi.reports"

    def ready(self) -> None:
        from chithi.figures import derived
        from chithi.reports.corrections import raise_for
        from chithi.reports.filled import closings
        from chithi.reports.loading import LOADER
        from chithi.sheets.loading import register
        from chithi.sheets.record_actions import AFTER

        register(LOADER)
        if raise_for not in AFTER:
            AFTER.append(raise_for)
        if closings not in derived.closings:
            derived.closings.append(closings)
