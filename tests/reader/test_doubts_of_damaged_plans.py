"""Doubts against the gold: real plans with words, line ends and labels lost at random.

What is read wrong in them should want a look, and what is right should mostly not. The floors are what was
measured, a little below; a rule that doubts everything fails the ceilings.
"""

import difflib
import json
import random
import re
from collections import Counter

import pytest

from chithi.reader import read_bytes

LABEL = re.compile(r"^(\s*)([IVX]+\.|\d{1,2}(\.\d{1,2})*[.)]|[a-zđ]\)|[-+*])\s+", re.M)
ROUNDS, TIMES = 3, 12


def without_words(text, dice):
    words = dice.sample(list(re.finditer(r"\S+", text)), TIMES)
    for word in sorted(words, key=lambda m: -m.start()):
        text = text[: word.start()] + text[word.end() :].lstrip(" ")
    return text


def with_lines_joined(text, dice):
    ends = list(re.finditer(r"\n+", text))
    for end in sorted(dice.sample(ends, min(TIMES, len(ends))), key=lambda m: -m.start()):
        text = f"{text[: end.start()]} {text[end.end() :]}"
    return text


def without_labels(text, dice):
    labels = list(LABEL.finditer(text))
    for label in sorted(dice.sample(labels, min(TIMES, len(labels))), key=lambda m: -m.start()):
        text = text[: label.start()] + label[1] + text[label.end() :]
    return text


DAMAGES = {"words": without_words, "joined": with_lines_joined, "labels": without_labels}


def leaf_of_each(scorer, tasks, leaves):
    """Which leaf of the gold each task is, by its first words, also where one of them is gone."""
    texts = [scorer.squeeze(t["text"]) for t in tasks]
    found = {}
    for leaf in leaves:
        starts = scorer.squeeze(leaf["starts"])
        free = [i for i in range(len(tasks)) if i not in found]
        same = [i for i in free if starts in texts[i][: len(starts) + 40]]
        like = [i for i in free if is_like(starts, texts[i]) and near(tasks[i]["at"], leaf["at"])]
        for i in (same or like)[:1]:
            found[i] = leaf
    return found


def is_like(starts, text):
    return difflib.SequenceMatcher(None, starts, text[: len(starts) + 3]).ratio() > 0.72


def near(at, other):
    return at.split(".")[:2] == other.split(".")[:2]


def judged(scorer, reading, gold):
    """(is it right, does it want a look) of every lead, partner and deadline that was read."""
    tasks = [t for t in reading["tasks"] if scorer.in_scope(t["at"], gold.get("scope"))]
    leaf_of = leaf_of_each(scorer, tasks, [leaf for leaf in gold["leaves"] if leaf.get("lead")])
    for i, task in enumerate(tasks):
        leaf = leaf_of.get(i, {})
        look = task.get("doubt") or any(c.get("doubt") for c in task["clauses"])
        for key in ("lead", "with", "due"):
            same = scorer.same_unit if key != "due" else str.__eq__
            answers = [leaf.get(key, []), *leaf.get(key + "_or", []), leaf.get("also", [])]
            names = [f.get("name") or f["value"] for f in task[key]]
            whole = [scorer.run_together(a) for a in answers if a]
            for fact, name in zip(task[key], names, strict=True):
                right = any(same(name, a) for several in answers for a in several)
                right = right or (key != "due" and scorer.run_together(names) in whole)
                yield right, bool(look or fact.get("doubt"))


def measured(scorer, plans, damage):
    count = Counter()
    for path in sorted((plans / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (plans / f"{path.stem}.txt").read_text("utf-8")
        for round_ in range(ROUNDS):
            damaged = DAMAGES[damage](text, random.Random(f"{path.stem} {damage} {round_}"))
            count.update(judged(scorer, read_bytes(damaged.encode(), "t.txt").as_dict(), gold))
    return count


@pytest.mark.parametrize(
    ("damage", "wrong_at_least", "right_at_most"),
    [("words", 0.40, 0.12), ("joined", 0.60, 0.24), ("labels", 0.80, 0.32)],
)
def test_what_is_wrong_wants_a_look_and_what_is_right_mostly_not(
    scorer, plans, damage, wrong_at_least, right_at_most
):
    count = measured(scorer, plans, damage)
    wrong, right = (count[kind, False] + count[kind, True] for kind in (False, True))
    assert wrong > 10
    assert count[False, True] >= wrong_at_least * wrong, (count[False, True], wrong)
    assert count[True, True] <= right_at_most * right, (count[True, True], right)
