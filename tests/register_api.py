"""What every register keeps for machines: list, add, change, withdraw, load by ``/api/v1/``, as its pages do."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chithi.journal.models import Entry
from chithi.sheets import files
from chithi.sheets.loading import LOADERS
from chithi.sheets.writing import write_csv


class RegisterApiTests:
    """A part of ``tests.registers.RegisterTests``, which says what is typed and who types it."""

    def api(self, page: str, *arguments: Any) -> str:
        return reverse(f"api:{page}", args=[self.name, *arguments])

    def send(self, client, method: str, address: str, **body: Any):
        return getattr(client, method)(address, json.dumps(body), content_type="application/json")

    def test_the_api_lists_what_the_page_lists(self):
        for n in range(3):
            self.make(**self.numbered(n))
        client = self.enter(self.cast.people["officer"])
        page = client.get(self.url("list") + "?unit=").context["page"]
        seen, key = [], ""
        while True:
            found = client.get(self.api("records"), {"limit": 2, "after": key}).json()
            seen += [one["id"] for one in found["records"]]
            assert (found["count"], found["more"]) == (3, False)
            key = found["next"]
            if not key:
                break
        assert seen == [line.pk for line in page.lines]
        one = client.get(self.api("record", seen[0])).json()
        kept = self.register.model._default_manager.get(pk=seen[0])
        assert one["file"] == self.register.written(self.register.values(kept))
        assert set(one["values"]) == set(self.register.fields)

    def test_the_api_adds_changes_withdraws_and_puts_back_with_the_same_actions(self):
        client = self.enter(self.cast.people["officer"])
        answer = self.send(client, "post", self.api("records"), values=self.typed)
        assert answer.status_code == 201, answer.content
        one = answer.json()
        by_page = self.make(**self.second())
        assert {**one["file"], self.register.identity[-1]: ""} == {
            **self.register.written(self.register.values(by_page)),
            self.register.identity[-1]: "",
        }
        address = self.api("record", one["id"])
        done = self.send(client, "patch", address, version=one["version"], values=self.changed)
        assert (done.status_code, done.json()["version"]) == (200, 2)
        late = self.send(client, "patch", address, version=1, values=self.second())
        assert late.status_code == 409
        again = self.send(client, "patch", address, version=1, values=self.changed)
        assert (again.status_code, again.json()["version"]) == (200, 2)
        assert self.send(client, "post", self.api("withdraw", one["id"]), reason=" ").status_code == 422
        gone = self.send(client, "post", self.api("withdraw", one["id"]), reason="nhập nhầm").json()
        assert gone["withdrawn"]
        assert not self.send(client, "post", self.api("restore", one["id"])).json()["withdrawn"]
        mine = Entry.objects.filter(subject_kind=self.register.kind, subject_id=one["id"])
        verbs = mine.values_list("verb", flat=True)
        acts = ("add_record", "change_record", "withdraw_record", "restore_record")
        assert sorted(verbs) == sorted(f"sheets.{act}" for act in acts)

    def test_the_api_says_the_same_of_a_wrong_value_as_the_page(self):
        client = self.enter(self.cast.people["officer"])
        for name, text in self.wrong.items():
            page = client.post(self.url("add"), {**self.typed, name: text}).context["form"].errors
            answer = self.send(client, "post", self.api("records"), values={**self.typed, name: text})
            assert answer.status_code == 422
            assert answer.json()["fields"] == {field: words[0] for field, words in page.items()}
        answer = self.send(client, "post", self.api("records"), values={**self.typed, "khong_co": "1"})
        assert set(answer.json()["fields"]) == {"khong_co"}
        assert self.rows() == []

    def test_the_api_refuses_whom_the_page_refuses(self):
        one, version = self.make(), {"version": 1}
        for person in filter(None, (self.reader, self.outsider)):
            client = self.enter(self.cast.people[person])
            seen = 200 if person == self.reader else 404
            assert client.get(self.api("record", one.pk)).status_code == seen
            for method, page, body in (
                ("patch", "record", {**version, "values": self.changed}),
                ("post", "withdraw", {"reason": "x"}),
                ("post", "restore", {}),
            ):
                assert self.send(client, method, self.api(page, one.pk), **body).status_code == 404
            if person == self.outsider:
                found = client.get(self.api("records"))
                assert found.status_code == 404 or found.json()["records"] == []
        client = self.enter(self.cast.people["stranger"])
        assert self.send(client, "post", self.api("records"), values=self.typed).status_code in (404, 422)
        [kept] = self.rows()
        assert (kept.version, kept.withdrawn_at) == (1, None)

    def test_the_api_loads_a_table_and_names_each_bad_cell(self):
        client, columns = self.enter(self.cast.people["officer"]), LOADERS[self.name].columns
        good = write_csv(columns, [self.texts(), {**self.texts(), **self.second()}])
        name, text = next(iter(self.wrong.items()))
        bad = write_csv(columns, [self.texts(), self.texts(**{name: text})])

        def load_file(data, **more):
            return client.post(self.api("load"), {"file": SimpleUploadedFile("a.csv", data), **more})

        refused = load_file(bad)
        assert (refused.status_code, refused.json()["loaded"]) == (422, False)
        assert [p["sheet"] for p in refused.json()["problems"]] == ["a.csv"]
        assert refused.json()["problems"][0]["cell"].endswith("3")
        assert load_file(good, dry_run="true").json()["created"] == 2
        assert self.rows() == []
        done = load_file(good).json()
        assert [change["kind"] for change in done.pop("changes")] == ["created", "created"]
        counts = {"created": 2, "changed": 0, "unchanged": 0, "problem_count": 0, "problems": []}
        assert done == {"loaded": True, **counts}
        exported = b"".join(client.get(self.api("export")).streaming_content)
        assert load_file(exported).json()["unchanged"] == 2

    def test_a_long_table_goes_to_the_worker_by_the_api_too(self, monkeypatch):
        monkeypatch.setattr(files, "LARGE_ROWS", 3)
        client, columns = self.enter(self.cast.people["officer"]), LOADERS[self.name].columns
        data = write_csv(
            columns, [{**self.texts(), self.register.identity[-1]: f"Thứ {n}"} for n in range(5)]
        )
        for more, state, count in (({"dry_run": "1"}, "checked", 0), ({}, "done", 5)):
            answer = client.post(self.api("load"), {"file": SimpleUploadedFile("a.csv", data), **more})
            assert answer.status_code == 202
            job = client.get(answer.json()["address"]).json()
            assert (job["state"], job["created"], len(self.rows())) == (state, 5, count), job

    def test_the_api_asks_about_the_same_record_too(self):
        client = self.enter(self.cast.people["officer"])
        one = self.send(client, "post", self.api("records"), values=self.typed).json()
        answer = self.send(client, "post", self.api("records"), values=self.typed)
        assert answer.status_code == 409
        assert str(one["id"]) in answer.json()["error"]
        assert len(self.rows()) == 1
        assert (
            self.send(client, "post", self.api("records"), values=self.typed, again=True).status_code == 201
        )
        assert len(self.rows()) == 2
