"""Results as JSON objects."""

from dataclasses import fields
from fractions import Fraction
from typing import Any

from chithi.roadmap.retirement import Month


class Plain:
    """A frozen dataclass that can say itself in JSON: shares as "7/20", months as "2027-04", the rest as it is."""

    def as_dict(self) -> dict[str, Any]:
        named = [f.name for f in fields(self)]  # type: ignore[arg-type]
        return {name: plain(getattr(self, name)) for name in (*named, *self.also())}

    @classmethod
    def also(cls) -> tuple[str, ...]:
        """The names of computed values that belong into the JSON too."""
        return ()


def plain(value: object) -> Any:
    """Lists, dictionaries, strings, integers, booleans and None only."""
    if isinstance(value, Plain):
        return value.as_dict()
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value
