from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "chithi.shell"
