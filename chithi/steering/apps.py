from django.apps import AppConfig


class SteeringConfig(AppConfig):
    name = "chithi.steering"

    def ready(self) -> None:
        from chithi.reports.beside import register
        from chithi.steering import guidance, letters

        register(letters.beside_report)
        register(guidance.beside_report)
