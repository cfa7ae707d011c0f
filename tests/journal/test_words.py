"""Every act that writes the journal has its words."""

from chithi.journal import words
from chithi.journal.actions import ACTIONS


def test_every_verb_of_the_house_has_words():
    house = {v for v in ACTIONS if v.split(".")[0] in {w.split(".")[0] for w in words.VERBS}}
    assert house <= words.VERBS.keys()


def test_values_are_said_as_people_write_them():
    assert str(words.value_word("due", "2024-11-14")) == "14/11/2024"
    assert str(words.value_word("name", "Sở Y tế")) == "Sở Y tế"
    assert words.value_word("year", 2024) == 2024
    assert words.act("nobody.knows") == "nobody.knows"
