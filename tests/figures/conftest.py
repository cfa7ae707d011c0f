"""The cast with the catalogue of indicators in it."""

import pytest

from chithi.figures.catalogue import install
from chithi.figures.models import Indicator
from chithi.journal.actions import Operator


@pytest.fixture
def figures(cast):
    """The cast; ``figures.indicator(code)`` gives an indicator of the catalogue."""
    install(actor=Operator(), top=cast.units["tinh"])
    cast.indicator = lambda code: Indicator.objects.get(code=code)
    return cast
