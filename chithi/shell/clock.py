"""What day it is in Viet Nam. A demonstration stands still on its own day, so that it is alive on any day."""

import datetime

from django.utils import timezone

from chithi.shell.models import installation


def today() -> datetime.date:
    """The current day in Asia/Ho_Chi_Minh, or the standing day of a demonstration."""
    here = installation()
    if here is not None and here.standing_day is not None:
        return here.standing_day
    return timezone.localdate()
