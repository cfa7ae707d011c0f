"""The background worker of ``chithi serve``: takes up the loads that a killed worker left, then works the queue off."""

import os

import django
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chithi.settings")
    django.setup()
    from chithi.sheets.job_work import take_up  # models are there only now

    take_up()
    call_command("db_worker")


if __name__ == "__main__":
    main()
