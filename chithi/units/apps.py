from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "chithi.units"

    def ready(self) -> None:
        from chithi.sheets.catalogue import show
        from chithi.sheets.fields import NAMINGS
        from chithi.sheets.loading import register
        from chithi.units import listing, loading, naming, people, people_loading
        from chithi.units.models import Unit

        NAMINGS[Unit] = naming.UNITS
        register(loading.LOADER)
        register(people_loading.LOADER)
        show(listing.LISTING)
        show(people.LISTING)
