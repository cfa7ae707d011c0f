"""A frozen report never changes, and its hash shows it."""

import hashlib
import json
import re

import pytest
from django.db import connection

from chithi.journal.models import Entry
from chithi.papers import json as paper_json
from chithi.reports.models import Answer
from chithi.shell import attachments
from chithi.steering import seal
from chithi.steering.commands import verify_command
from chithi.steering.models import Consolidation
from tests.steering.world import observe

pytestmark = pytest.mark.django_db


def freeze(client, world, **changed):
    """Open the form, fill it in and send it."""
    address = f"/steering/{world.cycle.pk}/freeze/"
    page = client.get(address).content.decode()
    data = {
        "number": "5",
        "symbol": "BC-SLĐTBXH",
        "date": "12/11/2024",
        "name": "Nguyễn Thị Hạnh",
        "confirm": "on",
        "seen": re.search(r'name="seen" value="(\w+)"', page)[1],
        **changed,
    }
    return client.post(address, {key: value for key, value in data.items() if value is not None})


@pytest.fixture
def client_(world, cast, sign_in):
    return sign_in(cast.people["focal"])


def test_freezing_gives_it_number_date_and_signer(world, client_):
    answer = freeze(client_, world, deputy="on")
    kept = Consolidation.objects.get()
    assert answer.headers["Location"] == f"/steering/frozen/{kept.pk}/"
    assert (kept.number, str(kept.date)) == ("05/BC-SLĐTBXH", "2024-11-12")
    page = client_.get(f"/steering/frozen/{kept.pk}/").content.decode()
    assert "Số: 05/BC-SLĐTBXH" in page
    assert "ngày 12 tháng 11 năm 2024" in page
    assert "KT. GIÁM ĐỐC" in page
    assert "PHÓ GIÁM ĐỐC" in page
    assert "Nguyễn Thị Hạnh" in page
    assert Entry.objects.get(verb="steering.freeze").new["sha256"] == kept.sha256


def test_a_frozen_report_stays_as_it_is_though_figures_and_words_change_later(world, client_, cast):
    freeze(client_, world)
    kept = Consolidation.objects.get()
    files = [f"/steering/frozen/{kept.pk}/report.{kind}" for kind in ("docx", "pdf", "html", "json")]
    page = f"/steering/frozen/{kept.pk}/"
    codes = set(re.findall(r'href="(/steering/frozen/\d+/why/[^"]+)"', client_.get(page).content.decode()))
    assert len(codes) >= 20
    before = [client_.get(address).content for address in files]
    explained = {address: main(client_.get(address)) for address in sorted(codes)}
    observe(cast.units["so-yt"].pk, 2024, "hoc-vien", F=999)
    Answer.objects.filter(text__startswith="Đã khám").update(text="Khác hẳn.")
    world.cycle.reports.update(state="accepted")
    assert [client_.get(address).content for address in files] == before
    assert "Khác hẳn." not in client_.get(page).content.decode()
    assert {address: main(client_.get(address)) for address in codes} == explained
    assert "999" in client_.get(f"/steering/{world.cycle.pk}/report/").content.decode()


def test_a_place_in_a_frozen_report_leads_to_its_row(world, client_):
    freeze(client_, world)
    page = f"/steering/frozen/{Consolidation.objects.get().pk}/"
    assert client_.get(page, {"find": "Biểu 1, dòng 1"}).headers["Location"] == f"{page}#b1-d1"
    assert '<tr id="b1-d1"' in client_.get(page).content.decode()


def main(answer) -> str:
    """What a page says between its heading and its end, without what differs at each press."""
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def test_the_hash_is_that_of_the_json_file(world, client_):
    freeze(client_, world)
    kept = Consolidation.objects.get()
    data = client_.get(f"/steering/frozen/{kept.pk}/report.json").content
    assert hashlib.sha256(data).hexdigest() == kept.sha256
    assert kept.sha256 in client_.get(f"/steering/frozen/{kept.pk}/").content.decode()
    assert paper_json.load(json.loads(data)).head.number == 5


def test_it_says_who_is_missing_before_it_is_frozen_and_wants_a_tick(world, client_):
    page = client_.get(f"/steering/{world.cycle.pk}/freeze/").content.decode()
    assert "Ủy ban nhân dân huyện Bình Sơn" in page
    answer = freeze(client_, world, confirm=None)
    assert answer.status_code == 200
    assert "Nguyễn Thị Hạnh" in answer.content.decode()
    assert Consolidation.objects.count() == 0


@pytest.mark.parametrize(
    "bad", [{"number": "0"}, {"number": "năm"}, {"date": "31/02/2024"}, {"symbol": " "}, {"seen": "0" * 64}]
)
def test_bad_input_freezes_nothing_and_keeps_what_was_typed(world, client_, bad):
    answer = freeze(client_, world, **bad)
    assert answer.status_code == 200
    assert Consolidation.objects.count() == 0
    assert 'value="Nguyễn Thị Hạnh"' in answer.content.decode()


def test_what_changed_while_one_looked_is_said_and_a_second_look_freezes_it(world, client_, cast):
    page = client_.get(f"/steering/{world.cycle.pk}/freeze/").content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    observe(cast.units["so-yt"].pk, 2024, "hoc-vien", F=71)
    answer = freeze(client_, world, seen=seen)
    assert Consolidation.objects.count() == 0
    fresh = re.search(r'name="seen" value="(\w+)"', answer.content.decode())[1]
    assert fresh != seen
    freeze(client_, world, seen=fresh)
    assert Consolidation.objects.count() == 1


def test_a_second_press_changes_nothing_and_a_used_number_is_refused(world, client_, cast):
    freeze(client_, world)
    freeze(client_, world)
    assert Consolidation.objects.count() == 1
    observe(cast.units["so-yt"].pk, 2024, "hoc-vien", F=71)
    answer = freeze(client_, world)
    assert "05/BC-SLĐTBXH" in answer.content.decode()
    assert Consolidation.objects.count() == 1
    freeze(client_, world, number="6")
    assert Consolidation.objects.count() == 2


def test_only_the_focal_officer_freezes_and_only_readers_open_what_is_frozen(world, cast, sign_in):
    freeze(sign_in(cast.people["focal"]), world)
    kept = Consolidation.objects.get()
    for who in ("leader", "administrator", "head", "stranger"):
        client = sign_in(cast.people[who])
        assert client.post(f"/steering/{world.cycle.pk}/freeze/", {}).status_code == 404
        for tail in ("", "report.docx", "report.pdf", "report.html", "report.json", "why/units:late/"):
            expected = 200 if who in ("leader", "administrator") else 404
            assert client.get(f"/steering/frozen/{kept.pk}/{tail}").status_code == expected, (who, tail)


def test_the_row_refuses_to_be_saved_or_deleted(world, client_):
    freeze(client_, world)
    kept = Consolidation.objects.get()
    with pytest.raises(TypeError):
        kept.save()
    with pytest.raises(TypeError):
        kept.delete()


def tamper(table: str, column: str, old: str, new: str) -> None:
    """Change the database behind the product's back."""
    with connection.cursor() as cursor:
        cast = "::jsonb" if connection.vendor == "postgresql" and column in ("paper", "basis") else ""
        cursor.execute(
            f"UPDATE {table} SET {column} = replace(CAST({column} AS text), %s, %s){cast}", [old, new]
        )


def test_verify_finds_nothing_where_nothing_was_touched(world, client_, capsys):
    freeze(client_, world)
    assert verify_command([]) == 0
    assert "1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("column", "old", "new"),
    [
        ("paper", "500", "900"),
        ("basis", "500", "900"),
        ("number", "05/BC", "06/BC"),
        ("sha256", "0", "1"),
    ],
)
def test_verify_names_a_frozen_report_that_was_tampered_with(world, client_, capsys, column, old, new):
    freeze(client_, world)
    tamper("steering_consolidation", column, old, new)
    assert verify_command([]) == 1
    assert "/BC-SLĐTBXH" in capsys.readouterr().err


def test_verify_finds_a_hash_that_was_forged_with_the_paper(world, client_, capsys):
    freeze(client_, world)
    tamper("steering_consolidation", "paper", "500", "900")
    Consolidation.objects.update(sha256=seal.sha256(Consolidation.objects.get().paper))
    assert verify_command([]) == 1
    assert "05/BC-SLĐTBXH" in capsys.readouterr().err


def test_verify_finds_a_frozen_report_that_was_taken_away(world, client_, capsys):
    freeze(client_, world)
    Consolidation.objects.all().delete()
    assert verify_command([]) == 1
    assert "05/BC-SLĐTBXH" in capsys.readouterr().err


def test_the_page_of_a_tampered_report_says_so(world, client_):
    freeze(client_, world)
    tamper("steering_consolidation", "paper", "500", "900")
    assert (
        "chithi verify" in client_.get(f"/steering/frozen/{Consolidation.objects.get().pk}/").content.decode()
    )


def test_verify_names_an_attachment_that_was_changed_or_is_gone(world, capsys):
    one = attachments.keep(b"%PDF-1.4 one", "mot.pdf")
    two = attachments.keep(b"%PDF-1.4 two", "hai.pdf")
    attachments.path_of(one.sha256).write_bytes(b"%PDF-1.4 changed")
    attachments.path_of(two.sha256).unlink()
    assert verify_command([]) == 1
    said = capsys.readouterr().err
    assert "mot.pdf" in said
    assert "hai.pdf" in said


def test_the_hash_does_not_hang_on_the_order_in_which_a_database_gives_keys():
    assert seal.sha256({"a": 1, "b": ["ệ"]}) == seal.sha256({"b": ["ệ"], "a": 1})
    assert seal.canonical({"b": 1, "a": "ệ"}) == '{"a":"ệ","b":1}\n'.encode()
