"""The interface for machines: who gets in, in which language, and that its document tells the truth."""

import base64
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from chithi.records.models import Activity
from tests.cast import PASSWORD
from tests.places import make_places

RECORDS = "/api/v1/registers/activities/records/"
VALUES = {"title": "Tập huấn", "kind": "training", "unit": "so-yt", "day": "2024-03-05", "female": 20}


def basic(name, password=PASSWORD):
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def post(client, address=RECORDS, body=None, **headers):
    return client.post(address, json.dumps(body), content_type="application/json", headers=headers)


def test_a_program_signs_in_with_name_and_password_and_needs_no_token(cast):
    client, name = Client(enforce_csrf_checks=True), cast.people["officer"].username
    answer = post(client, body={"values": VALUES}, **basic(name))
    assert answer.status_code == 201, answer.content
    assert answer.json()["values"]["female"] == 20
    assert answer.json()["values"]["day"] == "2024-03-05"
    assert Activity.objects.get().created_by == cast.people["officer"].actor_name
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize(
    "given",
    ["Basic", "Basic x", "Basic " + base64.b64encode(b"canbo").decode(), "Bearer x", "Basic \u00ff",
     "Basic " + base64.b64encode(b"\xff\x00:x").decode(), "Basic " + base64.b64encode(b"a\x00:x").decode()],
)  # fmt: skip
def test_what_is_no_sign_in_is_401_with_a_sentence(cast, client, given):
    answer = client.get(RECORDS, headers={"Authorization": given})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert "đăng nhập" in answer.json()["error"].lower()


def test_a_wrong_password_and_a_resting_account_are_401(cast, client):
    officer = cast.people["officer"]
    assert client.get(RECORDS, headers=basic(officer.username, "sai")).status_code == 401
    officer.is_active = False
    officer.save()
    assert client.get(RECORDS, headers=basic(officer.username)).status_code == 401


def test_the_lockout_of_the_sign_in_holds_here_too(cast, client):
    name = cast.people["officer"].username
    with override_settings(AXES_ENABLED=True, AXES_FAILURE_LIMIT=3):
        for _try in range(3):
            answer = client.get(RECORDS, headers=basic(name, "sai"))
        answer = client.get(RECORDS, headers=basic(name))
    assert answer.status_code == 429
    assert answer.json()["error"]


def test_a_session_needs_its_token(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people["officer"], backend="chithi.accounts.backends.AccountBackend")
    answer = post(client, body={"values": VALUES})
    assert answer.status_code == 403
    assert "X-CSRFToken" in answer.json()["error"]
    client.get("/registers/activities/new/")
    token = client.cookies["csrftoken"].value
    assert post(client, body={"values": VALUES}, **{"X-CSRFToken": token}).status_code == 201


@pytest.mark.parametrize(
    ("wish", "language"),
    [("en", "en"), ("en-GB,vi;q=0.5", "en"), ("fr,vi", "vi"), ("", "vi"), ("x" * 900, "vi")],
)
def test_the_language_is_the_one_that_is_asked_for(cast, sign_in, wish, language):
    answer = post(sign_in(cast.people["officer"]), body={"values": {}}, **{"Accept-Language": wish})
    assert answer.headers["Content-Language"] == language
    assert ("Some values" in answer.json()["error"]) == (language == "en")


def test_a_filter_that_is_no_value_is_said_and_not_passed_over(cast, sign_in):
    client = sign_in(cast.people["officer"])
    assert set(client.get(RECORDS, {"kind": "x", "day_from": "32/1"}).json()["fields"]) == {
        "kind",
        "day_from",
    }
    assert client.get(RECORDS, {"limit": 501}).status_code == 422
    assert client.get("/api/v1/registers/activities/export.csv", {"kind": "x"}).status_code == 422


def test_numbers_lists_and_null_are_values(cast, sign_in):
    client = sign_in(cast.people["officer"])
    more = {"co_organisers": ["hlhpn", "so-ld"], "male": None, "place": ""}
    one = post(client, body={"values": {**VALUES, **more}}).json()
    assert sorted(one["values"]["co_organisers"]) == ["hlhpn", "so-ld"]
    assert (one["values"]["male"], one["values"]["unit"], one["values"]["last_day"]) == (None, "so-yt", None)
    for wrong in (True, 1.5, {}, [1]):
        answer = post(client, body={"values": {**VALUES, "female": wrong}})
        assert set(answer.json()["fields"]) == {"female"}


def test_a_wrong_method_is_json_and_names_the_right_ones(cast, sign_in):
    answer = sign_in(cast.people["officer"]).delete(RECORDS)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "POST"}
    assert answer.json()["error"]


def document(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def test_the_document_is_there_without_a_sign_in_and_calls_nobody(client, db):
    found = document(client)
    assert found["openapi"].startswith("3.")
    assert found["security"] == [{"basic": []}, {"session": []}]
    assert not re.search(r"https?://", json.dumps(found))
    ids = [one["operationId"] for way in found["paths"].values() for one in way.values()]
    assert len(ids) == len(set(ids)) == 11


def test_every_operation_of_the_document_answers_as_it_says(cast, client, sign_in):
    places = make_places(cast)
    one = {**places["registers:record"][0], "what": "activities"}
    bodies = {
        "add": {"values": VALUES, "again": True},
        "change": {"version": 1, "values": {"place": "x"}},
        "withdraw": {"reason": "x"},
    }
    for path, ways in document(client)["paths"].items():
        for method, operation in ways.items():
            name = operation["operationId"].rpartition("_")[2]
            person = "administrator" if name == "job" else "officer"
            client = sign_in(cast.people[person])
            given = {**one, "pk": places["sheets:job"][0]["pk"]} if name == "job" else one
            address = path.format(**given)
            body = json.dumps(bodies.get(name, {}))
            answer = (
                client.post(address, {})
                if name == "load"
                else getattr(client, method)(address, body, content_type="application/json")
                if method != "get"
                else client.get(address)
            )
            assert str(answer.status_code) in operation["responses"], (path, method, answer.content)
            assert answer.status_code < 400 or name == "load", (path, method, answer.content)
            assert {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"} == set(
                re.findall(r"{(\w+)}", path)
            )


def test_the_addresses_of_the_document_are_those_of_the_table(client, db):
    paths = set(document(client)["paths"])
    assert reverse("api:record", args=["activities", 1]) in {
        p.replace("{name}", "activities").replace("{pk}", "1") for p in paths
    }


def test_units_are_loaded_too_with_the_right_of_their_page(cast, client):
    """What the page of a load takes, a program brings; a bad cell comes back by its place."""
    good = (
        b"key,name,kind,parent,valid_from\nso-moi,S\xe1\xbb\x9f M\xe1\xbb\x9bi,department,tinh,2024-01-01\n"
    )
    for person, status in (("officer", 404), ("administrator", 200), ("administrator", 200)):
        client.force_login(cast.people[person], backend="chithi.accounts.backends.AccountBackend")
        file = SimpleUploadedFile("units.csv", good)
        answer = client.post(reverse("api:load", args=["units"]), {"file": file})
        assert answer.status_code == status
    assert answer.json()["unchanged"] == 1
    assert answer.json()["changes"] == []
    bad = SimpleUploadedFile("units.csv", good.replace(b"department", b"phong"))
    answer = client.post(reverse("api:load", args=["units"]), {"file": bad})
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["cell"] == "C2"
