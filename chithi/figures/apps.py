from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "chithi.figures"

    def ready(self) -> None:
        from chithi.figures.loading import OBSERVATIONS
        from chithi.sheets.loading import register

        register(OBSERVATIONS)
