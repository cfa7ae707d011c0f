"""What a reorganisation moved is read in the reader's language, whoever carried it out in which."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.cast import make_person

pytestmark = pytest.mark.django_db
MERGER = "2024-07-01,12/NQ,merge,so-yt,so-ld,,"


def page_of(client, cast, made, language: str) -> str:
    who = cast.people["administrator"]
    who.language = language
    who.save(update_fields=["language"])
    client.force_login(who)
    return client.get(reverse("reorganise:reorganisation", args=[made.pk])).content.decode()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_titles_are_in_the_readers_language_and_lines_in_vietnamese(client, cast, decide, language):
    make_person("canbo2", "Cán bộ Hai", cast.units["so-yt"], "unit_officer")
    with override(language):
        made = decide(MERGER)
    vi, en = page_of(client, cast, made, "vi"), page_of(client, cast, made, "en")
    assert "Người chuyển theo" in vi
    assert "People who go along" in en
    assert "People who go along" not in vi
    for page in (vi, en):
        assert "Sáp nhập: Sở Y tế → Sở Lao động" in page
        assert "Cán bộ đơn vị, Sở Y tế" in page


def test_an_old_entry_is_shown_as_it_was_kept(client, cast, decide):
    made = decide(MERGER)
    made.kept["moved"] = [
        {"title": "Units", "lines": ["Merge: A → B"], "more": 0, "count": 1, "needs_care": False}
    ]
    made.save(update_fields=["kept"])
    assert "Merge: A → B" in page_of(client, cast, made, "vi")
