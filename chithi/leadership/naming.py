"""How committees and posts are called in other registers: by their number in files; on the screen committees by name
and decision, posts by name and unit."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from django.urls import reverse

from chithi.leadership.committees import Committee
from chithi.leadership.posts import Post
from chithi.sheets.fields import Naming
from chithi.units import naming as units
from chithi.vietnamese import fold


def words(title: str, number: str) -> str:
    return f"{title} ({number})"


def names(ids: Iterable[int]) -> Mapping[int, str]:
    wanted = set(ids)
    rows = Committee._default_manager.filter(pk__in=wanted) if wanted else Committee._default_manager.none()
    return {
        pk: words(title, number) for pk, title, number in rows.values_list("pk", "title", "decision_number")
    }


def keys(ids: Iterable[int]) -> Mapping[int, str]:
    return {pk: str(pk) for pk in ids}


def standing() -> list[tuple[int, str, str]]:
    """(id, name, number of the decision) of the committees that are not withdrawn, the newest of a unit first."""
    rows = Committee._default_manager.filter(withdrawn_at=None).order_by("unit", "-valid_from", "-pk")
    return list(rows.values_list("pk", "title", "decision_number"))


def finder() -> Callable[[str], int | None]:
    """By number in the system, else by name with decision, name or number of the decision that only one has."""
    known = standing()
    spellings = {(fold(text), pk) for pk, t, number in known for text in (words(t, number), t, number)}
    often = Counter(text for text, _pk in spellings)
    called = {text: pk for text, pk in spellings if often[text] == 1}
    by_key = {str(pk): pk for pk, _title, _number in known}
    return lambda text: by_key.get(text) or called.get(fold(text))


def options() -> list[tuple[str, str]]:
    return [(str(pk), words(title, number)) for pk, title, number in standing()]


def url(key: str) -> str:
    return reverse("registers:record", args=["committees", key])


def of_unit(model: type[Committee] | type[Post]) -> Callable[[], Callable[[int, datetime.date], str]]:
    """Why a record of a committee or post cannot be of a day: their unit is no more."""

    def absent() -> Callable[[int, datetime.date], str]:
        why = units.absent()
        whose = lru_cache(lambda pk: model._default_manager.values_list("unit", flat=True).get(pk=pk))
        return lambda pk, day: why(whose(pk), day)

    return absent


COMMITTEES = Naming(names, keys, finder, options, url, absent=of_unit(Committee))


def posts_called(rows: Iterable[tuple[int, str, int]]) -> dict[int, str]:
    """Post → its name with that of its unit, out of (id, name, unit)."""
    given = list(rows)
    called = units.names({unit for _pk, _title, unit in given})
    return {pk: words(title, called.get(unit, "?")) for pk, title, unit in given}


def post_names(ids: Iterable[int]) -> Mapping[int, str]:
    wanted = set(ids)
    rows = Post._default_manager.filter(pk__in=wanted) if wanted else Post._default_manager.none()
    return posts_called(rows.values_list("pk", "title", "unit_id"))


def standing_posts() -> dict[int, str]:
    """The posts that are not withdrawn, those of a unit together."""
    rows = Post._default_manager.filter(withdrawn_at=None).order_by("unit", "pk")
    return posts_called(rows.values_list("pk", "title", "unit_id"))


def post_finder() -> Callable[[str], int | None]:
    """By number in the system, else by name with unit where only one post is called so."""
    known = standing_posts()
    often = Counter(fold(text) for text in known.values())
    called = {fold(text): pk for pk, text in known.items() if often[fold(text)] == 1}
    by_key = {str(pk): pk for pk in known}
    return lambda text: by_key.get(text) or called.get(fold(text))


def post_options() -> list[tuple[str, str]]:
    return [(str(pk), text) for pk, text in standing_posts().items()]


def post_url(key: str) -> str:
    return reverse("registers:record", args=["posts", key])


POSTS = Naming(post_names, keys, post_finder, post_options, post_url, absent=of_unit(Post))
