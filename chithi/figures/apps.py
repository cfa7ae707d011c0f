from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "chithi.figures"

    def ready(self) -> None:
        from chithi.figures.counting import notes
        from chithi.figures.loading import OBSERVATIONS
        from chithi.sheets.catalogue import NOTES
        from chithi.sheets.loading import register

        register(OBSERVATIONS)
        if notes not in NOTES:
            NOTES.append(notes)
