from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "chithi.figures"

    def ready(self) -> None:
        from chithi.figures.counting import notes
        from chithi.figures.listing import INDICATORS, LISTING
        from chithi.figures.loading import OBSERVATIONS
        from chithi.figures.models import Indicator
        from chithi.sheets.catalogue import NOTES, show
        from chithi.sheets.fields import NAMINGS
        from chithi.sheets.loading import register

        NAMINGS[Indicator] = INDICATORS
        register(OBSERVATIONS)
        show(LISTING)
        if notes not in NOTES:
            NOTES.append(notes)
