from django.apps import AppConfig


class ReorganiseConfig(AppConfig):
    name = "chithi.reorganise"

    def ready(self) -> None:
        from chithi.reorganise import functions, loading
        from chithi.sheets.loading import register
        from chithi.units import kinship

        register(loading.LOADER)
        kinship.NAMES.update(indicator=functions.indicator_title, plan=functions.plan_called)
