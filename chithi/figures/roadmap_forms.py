"""What a roadmap is asked for: up to three futures, read from the address. Whatever was typed stays."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.leadership.futures import HORIZON, Asked
from chithi.leadership.roadmaps import share_of
from chithi.roadmap.plan import Target
from chithi.roadmap.scenarios import MOST

LABELS = {
    "target": gettext_lazy("Share of women (%)"),
    "year": gettext_lazy("by the end of the year"),
    "target_b": gettext_lazy("Second target (%)"),
    "year_b": gettext_lazy("by the end of the year"),
    "low": gettext_lazy("Leaving in a year for other reasons: from (%)"),
    "high": gettext_lazy("to (%)"),
    "women": gettext_lazy("Share of women among those appointed (%)"),
}
"""The inputs of one future."""
SHARES = ("target", "target_b", "low", "high", "women")
PAIRS = (("target", "year"), ("target_b", "year_b"))
NUMBERS = tuple(range(1, MOST + 1))


def named(name: str, number: int) -> str:
    return f"{name}_{number}"


class RoadmapForm(forms.Form):
    """``asked`` are the futures once the form is valid; every error is one sentence that names its future."""

    def __init__(self, data: Mapping[str, Any] | None, year: int) -> None:
        super().__init__(data)
        self.this_year = year
        self.asked: list[Asked] = []
        for number in NUMBERS:
            for name, label in LABELS.items():
                attrs = {"class": "form-control", "inputmode": "decimal", "size": "6"}
                self.fields[named(name, number)] = forms.CharField(
                    label=label, required=False, max_length=20, widget=forms.TextInput(attrs)
                )

    def rows(self) -> Iterator[tuple[int, list[forms.BoundField], bool]]:
        """(number, its inputs, whether something stands in them)."""
        for number in NUMBERS:
            fields = [self[named(name, number)] for name in LABELS]
            yield number, fields, any(field.value() for field in fields)

    def clean(self) -> dict[str, Any]:
        for number in NUMBERS:
            self.read(number)
        if not self.errors and not self.asked:
            self.add_error(
                None, _("Say at least one share of women and the year by which it is to be reached.")
            )
        return self.cleaned_data

    def read(self, number: int) -> None:
        """One future; an empty one is left out."""
        texts = {name: (self.cleaned_data.get(named(name, number)) or "").strip() for name in LABELS}
        if not any(texts.values()) or any(named(name, number) in self.errors for name in LABELS):
            return None
        shares = {name: share_of(texts[name]) for name in SHARES if texts[name]}
        for name, share in shares.items():
            if share is None:
                sentence = _(
                    "“%(text)s” is no share: write a number of percent from 0 to 100, like 30 or 33,3."
                )
                self.refuse(number, name, sentence % {"text": texts[name]})
        targets = [t for pair in PAIRS if (t := self.target(number, texts, shares, *pair)) is not None]
        if any(named(name, number) in self.errors for name in LABELS):
            return None
        if not targets and "women" not in shares:
            sentence = _("Name a target and its year, or the share of women among those appointed.")
            return self.refuse(number, "target", sentence)
        low = shares.get("low") or Fraction(0)
        high = shares.get("high")
        high = low if high is None else high
        if low > high:
            return self.refuse(number, "low", _("The range of those who leave begins with the lower share."))
        name = _("Scenario %(number)s") % {"number": number}
        self.asked.append(Asked(name, tuple(targets), low, high, shares.get("women")))

    def target(
        self, number: int, texts: Mapping[str, str], shares: Mapping[str, Any], share: str, year: str
    ) -> Target | None:
        """One target of a future; None where it is left empty or refused."""
        if not texts[share] and not texts[year]:
            return None
        if not texts[share] or not texts[year]:
            empty = share if not texts[share] else year
            self.refuse(number, empty, _("A target is a share and a year; one of them is empty."))
            return None
        last = self.this_year + HORIZON
        by = int(texts[year]) if texts[year].isdecimal() and len(texts[year]) == 4 else 0
        if not self.this_year < by <= last:
            sentence = _("“%(text)s” is no year from %(first)s to %(last)s.")
            words = {"text": texts[year], "first": self.this_year + 1, "last": last}
            self.refuse(number, year, sentence % words)
            return None
        return Target(None, shares[share], by) if shares.get(share) is not None else None

    def refuse(self, number: int, name: str, sentence: str) -> None:
        scenario = _("Scenario %(number)s") % {"number": number}
        self.add_error(named(name, number), f"{scenario}: {sentence}")

    @property
    def sentences(self) -> list[str]:
        return [str(error) for errors in self.errors.values() for error in errors]


def is_asked(query: QueryDict) -> bool:
    """Whether an address asks for futures, and not only for a body."""
    return any(named(name, number) in query for number in NUMBERS for name in LABELS)
