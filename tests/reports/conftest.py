import pytest

from tests.reports.builders import make_round


@pytest.fixture
def opened(cast):
    """The cast's plan of six work items with an open cycle of 2024; the calendar stands on 12 November 2024."""
    return make_round(cast)
