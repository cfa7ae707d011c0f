from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "chithi.units"

    def ready(self) -> None:
        from chithi.sheets.loading import register
        from chithi.units import loading, people_loading

        register(loading.LOADER)
        register(people_loading.LOADER)
