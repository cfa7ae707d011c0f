"""What holds for every reading, whatever was read."""

import json
import unicodedata

KEYS = ["source", "kind", "number", "date", "issuer", "place", "title", "implements", "provisions", "tasks",
        "reports", "citations", "periods", "abbreviations", "recipients", "warnings"]  # fmt: skip


def check_reading(reading):
    """The promises of the contract that need no gold."""
    data = json.loads(json.dumps(reading.as_dict(), ensure_ascii=False))
    text = data["source"]["text"]
    assert list(data) == KEYS
    assert unicodedata.is_normalized("NFC", text)
    check_quotes(data, text)
    ids = []
    stack = list(data["provisions"])
    while stack:
        node = stack.pop()
        ids.append(node["id"])
        stack.extend(node["children"])
    assert len(ids) == len(set(ids))
    for task in data["tasks"]:
        check_task(task, set(ids))


def check_quotes(node, text):
    stack = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, list):
            stack.extend(here)
        elif isinstance(here, dict):
            stack.extend(here.values())
            if "span" in here:
                start, end = here["span"]
                assert 0 <= start <= end <= len(text)
                for key in ("text", "name"):
                    if key in here:
                        assert here[key] == text[start:end]


def check_task(task, ids):
    assert task["id"] in ids
    assert task["lead"]
    assert task["clauses"]
    position = task["span"][0]
    for number, clause in enumerate(task["clauses"], 1):
        assert clause["id"] == f"{task['id']}.c{number}"
        assert position <= clause["span"][0] <= clause["span"][1] <= task["span"][1]
        position = clause["span"][1]
    assert all(party["mode"] in ("told", "requested") for party in task["lead"])
