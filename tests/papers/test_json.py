"""JSON keeps every part of the tree, and nothing else is taken for one."""

import json as standard_json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chithi.papers import content, json
from tests.papers.samples import ALL, PICTURE, REPORT


@pytest.mark.parametrize("name", ALL)
def test_round_trip(name: str) -> None:
    written = standard_json.dumps(json.dump(ALL[name]), ensure_ascii=False)
    assert json.load(standard_json.loads(written)) == ALL[name]


PICTURED = replace(REPORT, blocks=(PICTURE,))
texts = st.text(max_size=12)
kinds = st.sampled_from(["text", "number", "order"])
inlines = st.one_of(
    texts,
    st.builds(content.Figure, texts, texts),
    st.builds(content.Strong, texts),
    st.builds(content.Emphasis, texts),
)
contents = st.lists(inlines, max_size=3).map(tuple)
cells = st.builds(content.Cell, contents, kinds | st.just(""), st.booleans(), texts)
columns = st.builds(content.Column, texts, kinds, st.integers(0, 9), texts)
tables = st.builds(
    content.Table,
    texts,
    texts,
    st.lists(columns, min_size=3, max_size=4).map(tuple),
    st.lists(
        st.builds(
            content.Row, st.lists(cells, max_size=3).map(tuple), st.sampled_from(["row", "group", "total"])
        ),
        max_size=3,
    ).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
    texts,
    st.booleans(),
)
pictures = st.builds(
    content.Picture, texts, st.just(PICTURE.svg), st.just(PICTURE.png), texts, st.integers(1, 400)
)
blocks = st.lists(
    st.one_of(
        st.builds(content.Heading, st.sampled_from([1, 2, 3]), texts, texts),
        st.builds(content.Paragraph, contents, st.booleans(), texts),
        st.builds(content.Item, contents, texts),
        tables,
        pictures,
    ),
    max_size=4,
).map(tuple)
heads = st.builds(
    content.Head,
    issuer=texts,
    symbol=texts,
    place=texts,
    parent=texts,
    number=st.none() | st.integers(1, 9999),
    day=st.none() | st.dates(date(2000, 1, 1)),
    blank_year=st.none() | st.integers(2000, 2100),
)
papers = st.builds(
    content.Paper,
    kind=st.just("BÁO CÁO"),
    subject=texts,
    head=heads,
    blocks=blocks,
    addressees=st.lists(texts, max_size=3).map(tuple),
    signature=st.none() | st.builds(content.Signature, st.lists(texts, max_size=2).map(tuple), name=texts),
    recipients=st.lists(st.builds(content.Recipient, texts, texts), max_size=2).map(tuple),
    annexes=st.lists(st.builds(content.Annex, title=texts, blocks=blocks), max_size=1).map(tuple),
    letter=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(papers)
def test_any_paper_makes_the_round_trip(paper: content.Paper) -> None:
    assert json.load(json.dump(paper)) == paper


def test_the_schema_is_named() -> None:
    assert json.dump(REPORT)["schema"] == 1
    with pytest.raises(ValueError, match="schema"):
        json.load({**json.dump(REPORT), "schema": 2})


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"subject": 5}, "paper.subject"),
        ({"blocks": "text"}, "paper.blocks"),
        ({"blocks": [{"type": "Picture"}]}, r"paper.blocks\[0\]"),
        ({"blocks": [{**json.dump(PICTURED)["blocks"][0], "png": "?"}]}, r"paper.blocks\[0\].png"),
        ({"blocks": [{**json.dump(PICTURED)["blocks"][0], "png": "AAAA"}]}, "no PNG"),
        ({"blocks": [{"type": "Head"}]}, r"paper.blocks\[0\]"),
        ({"blocks": [7]}, r"paper.blocks\[0\]"),
        ({"letter": 1}, "paper.letter"),
        ({"colour": "red"}, "colour"),
        ({"signature": "A"}, "paper.signature"),
        ({"type": "Head"}, "paper"),
    ],
)
def test_what_is_no_paper_is_refused_by_place(change: dict[str, Any], place: str) -> None:
    with pytest.raises(ValueError, match=place):
        json.load({**json.dump(REPORT), **change})


def test_a_day_that_is_none_is_refused() -> None:
    value = json.dump(REPORT)
    value["head"]["day"] = "2026-02-30"
    with pytest.raises(ValueError, match=r"paper\.head\.day"):
        json.load(value)
    del value["head"]["day"]
    with pytest.raises(ValueError, match="missing"):
        json.load(value)
