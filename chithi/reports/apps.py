from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "chithi.reports"

    def ready(self) -> None:
        from chithi.figures import derived, past
        from chithi.reports.corrections import raise_for
        from chithi.reports.filled import closings
        from chithi.reports.loading import LOADER
        from chithi.reports.queries import reporting_in
        from chithi.sheets.loading import register
        from chithi.sheets.record_actions import AFTER

        register(LOADER)
        if raise_for not in AFTER:
            AFTER.append(raise_for)
        if reporting_in not in past.reporting:
            past.reporting.append(reporting_in)
        if closings not in derived.closings:
            derived.closings.append(closings)
