"""All plans that were annotated by hand, with the founders' own scorer: nothing that was found may get lost."""

import json

from chithi.reader import read

FLOORS = {
    "tasks": 0.99,
    "lead": 0.98,
    "with": 0.97,
    "due": 0.97,
    "citations": 1.0,
    "reports": 1.0,
    "header": 1.0,
    "recipients": 1.0,
}


def scores(scorer, plans, gold):
    reading = json.loads(json.dumps(read(plans / f"{gold.stem}.txt").as_dict()))
    tally, notes = scorer.score(reading, json.loads(gold.read_text("utf-8")), True)
    return tally, notes


def test_the_hà_nam_plan_is_read_without_a_miss(scorer, plans):
    tally, notes = scores(scorer, plans, plans / "gold" / "ha-nam-21-ct-tw.json")
    assert notes == []
    assert {tally.f1(key) for key in scorer.KEYS} <= {1.0, None}


def test_the_other_plans_do_not_get_worse(scorer, plans):
    total = scorer.Tally()
    for gold in sorted((plans / "gold").glob("*.json")):
        for key, counts in scores(scorer, plans, gold)[0].items():
            total.add(key, counts)
    found = {key: total.f1(key) for key in FLOORS}
    assert all(found[key] >= floor for key, floor in FLOORS.items()), found


def test_every_leaf_stands_where_the_gold_says(scorer, plans):
    for path in sorted((plans / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        tasks = [(t.at, scorer.squeeze(t.text)) for t in read(plans / f"{path.stem}.txt").tasks]
        for leaf in gold["leaves"]:
            if leaf.get("lead"):
                starts = scorer.squeeze(leaf["starts"])
                assert leaf["at"] in [at for at, text in tasks if starts in text[: len(starts) + 40]], (
                    path.stem,
                    leaf["starts"],
                )
