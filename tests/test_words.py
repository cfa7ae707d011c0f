"""What stands on screen is in the catalogues, and nothing is left in English."""

import re
from pathlib import Path

import pytest

from tools import messages

TEMPLATES = sorted((messages.PACKAGE).rglob("templates/**/*.html"))
# Words that are the same in every language, and what stands between tags.
BARE = re.compile(r">([^<>{}]*[A-Za-zÀ-ỹ]{3,}[^<>{}]*)<")
SAME = {"chithi", "English", "Tiếng Việt", "xlsx", "docx", "csv", "json"}


@pytest.mark.parametrize("room", messages.rooms())
def test_every_word_of_a_room_has_its_vietnamese(room):
    assert messages.untranslated(messages.updated(room)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_no_template_holds_words_outside_the_catalogue(path: Path):
    text = path.read_text("utf-8")
    text = re.sub(r"{% (blocktranslate|comment).*?{% end(blocktranslate|comment) %}", "", text, flags=re.S)
    text = re.sub(r"<(script|style|code)\b.*?</\1>", "", text, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text, flags=re.S)
    bare = [m.strip() for m in BARE.findall(text) if m.strip(" .,:·") not in SAME]
    assert bare == [], f"{path.name}: {bare}"


def test_a_word_means_the_same_in_every_room():
    """Django merges the catalogues, and the earlier room wins: two meanings of one word need a context each."""
    said: dict[tuple[str, str], dict[str, str]] = {}
    for room in messages.rooms():
        for message in messages.updated(room):
            if message.id:
                key = (message.context or "", str(message.id))
                said.setdefault(key, {})[str(message.string)] = room
    different = {key: words for key, words in said.items() if len(words) > 1}
    assert different == {}
