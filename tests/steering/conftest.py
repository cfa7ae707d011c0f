import pytest

from tests.steering.world import make_world


@pytest.fixture
def world(cast):
    """A cycle of 2024 with reports in every state; the calendar stands on 12 November 2024."""
    return make_world(cast)
