from django.apps import AppConfig


class ReorganiseConfig(AppConfig):
    name = "chithi.reorganise"

    def ready(self) -> None:
        from chithi.reorganise import loading
        from chithi.sheets.loading import register

        register(loading.LOADER)
