import pytest

from chithi.accounts.models import User
from chithi.demo import build
from chithi.reports.models import Cycle

pytestmark = pytest.mark.django_db


def test_indicators_are_called_in_the_language_of_the_screen(sign_in):
    build.make("commune", 1, 1)
    leader = User.objects.get(username="lanhdao")
    page = f"/steering/{Cycle.objects.get().pk}/overview/"
    assert "Tỷ số giới tính khi sinh" in sign_in(leader).get(page).content.decode()
    User.objects.update(language="en")
    english = sign_in(leader).get(page).content.decode()
    assert "Sex ratio at birth" in english
    assert "Tỷ số giới tính" not in english
