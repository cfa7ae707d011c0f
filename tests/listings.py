"""What every list keeps: search, filters, sorting, columns, pages by key, rights, and exports that load again.

A room's test names its list and says what is found in it:

    class TestUnits(ListingTests):
        name, address = "units", "/units/"
        finds = [({"q": "so y te"}, "Sở Y tế", "An Lạc"), …]

``tests/sheets/test_registers.py`` fails for a list without such a test; registers have theirs in ``RegisterTests``.
"""

from collections.abc import Sequence
from typing import ClassVar

import pytest
from django.http import QueryDict
from django.urls import reverse

from chithi.sheets import lists
from chithi.sheets.catalogue import LISTINGS
from chithi.sheets.loading import LOADERS, load


class ListingTests:
    """The tests of one list; people are those of the cast."""

    name: ClassVar[str]
    address: ClassVar[str] = ""
    finds: ClassVar[Sequence[tuple[dict[str, str], str, str]]] = ()
    """What is asked, words that are then in the rows, words that are not."""
    wrong: ClassVar[dict[str, str]] = {}
    """For some filters a text that is not taken."""
    opener: ClassVar[str] = "officer"
    """Somebody who may read the list."""
    taker: ClassVar[str] = "administrator"
    """Somebody who may take it along and load it again."""
    not_takers: ClassVar[Sequence[str]] = ()
    """Those who may not take it along."""
    outsiders: ClassVar[Sequence[str]] = ()
    """Those who may not even read it."""

    @pytest.fixture(autouse=True)
    def _world(self, cast, sign_in):
        self.cast, self.enter = cast, sign_in
        self.listing = LISTINGS[self.name]
        self.prepare()

    def prepare(self) -> None:
        """What the rows lean on."""

    def fill(self) -> None:
        """Make several rows."""

    def query(self, **asked: str):
        query = QueryDict(mutable=True)
        query.update({"q": "", **asked})
        return query

    def page(self, size: int = 0, **asked: str):
        return lists.page(self.listing, None, lists.asked(self.listing, self.query(**asked)), size)

    def export(self, ending: str, **asked: str):
        client = self.enter(self.cast.people[self.taker])
        return client.get(reverse("sheets:export", args=[self.name, ending]), {"q": "", **asked})

    def test_the_list_walks_from_the_first_page_to_the_last_and_back(self):
        self.fill()
        for sort in lists.sorts(self.listing):
            order = [line.pk for line in self.page(200, sort=sort).lines]
            assert len(order) > 3
            seen, key = [], ""
            while True:
                page = self.page(2, sort=sort, after=key)
                seen += [line.pk for line in page.lines]
                key = page.next
                if not key:
                    break
            assert seen == order, sort
            page = self.page(2, sort=sort, last="1")
            assert page.next == ""
            back = [line.pk for line in page.lines]
            while page.previous:
                page = self.page(2, sort=sort, before=page.previous)
                assert page.next
                back = [line.pk for line in page.lines] + back
            assert back == order, sort

    def test_the_list_is_searched_without_marks_and_narrowed(self):
        self.fill()
        client = self.enter(self.cast.people[self.opener])
        for asked, there, gone in self.finds:
            lines = client.get(self.address, {"q": "", **asked}).context["page"].lines
            words = "\n".join(f"{cell}" for line in lines for _column, cell in line.cells)
            assert there in words, asked
            assert gone not in words, asked
        nothing = client.get(self.address, {"q": "khôngcógìnhưthế"})
        assert nothing.context["page"].count == 0
        assert str(self.listing.nothing_found) in nothing.content.decode()

    def test_a_filter_that_is_no_value_stays_with_a_sentence(self):
        client = self.enter(self.cast.people[self.opener])
        for name, text in self.wrong.items():
            answer = client.get(self.address, {name: text})
            assert answer.status_code == 200
            assert answer.context["asked"].wrong[name] in answer.content.decode().replace("&#x27;", "'")

    def test_every_column_can_be_shown_and_every_row_leads_to_its_page(self):
        self.fill()
        client = self.enter(self.cast.people[self.opener])
        columns = list(self.listing.fields)
        page = client.get(self.address, {"q": "", "columns": columns}).context["page"]
        assert [one.name for one in page.columns] == columns
        assert page.lines
        assert {client.get(line.url).status_code for line in page.lines[:3]} == {200}

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_what_is_exported_loads_again_without_a_change(self, ending):
        self.fill()
        for asked in ({}, *(asked for asked, _there, _gone in self.finds)):
            data = b"".join(self.export(ending, **asked))
            taker = self.cast.people[self.taker]
            outcome = load(LOADERS[self.name], data, f"x.{ending}", actor=taker)
            assert (outcome.problems, outcome.created, outcome.changed) == ([], 0, 0), asked
            assert outcome.unchanged, asked

    def test_what_is_exported_is_what_was_asked_for(self):
        self.fill()
        everything = b"".join(self.export("csv")).count(b"\r\n")
        for asked, _there, _gone in self.finds:
            assert 1 < b"".join(self.export("csv", **asked)).count(b"\r\n") < everything, asked

    def test_only_those_who_may_read_it_read_it_and_take_it_along(self):
        self.fill()
        address = reverse("sheets:export", args=[self.name, "csv"])
        for person in (*self.not_takers, *self.outsiders):
            assert self.enter(self.cast.people[person]).get(address).status_code == 404, person
        for person in self.outsiders:
            assert self.enter(self.cast.people[person]).get(self.address).status_code in (403, 404), person
        for person in self.not_takers:
            page = self.enter(self.cast.people[person]).get(self.address)
            assert page.status_code == 200, person
            assert address not in page.content.decode()
