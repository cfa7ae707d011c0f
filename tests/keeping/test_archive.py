import hashlib
import json
import zipfile

import pytest
from django.db import connection

from chithi.accounts.models import User
from chithi.journal.actions import Operator
from chithi.journal.models import Entry
from chithi.keeping import archive
from chithi.keeping.commands import backup_command, restore_command
from chithi.shell import attachments
from chithi.shell.models import Attachment
from chithi.units.models import Role, Unit

pytestmark = pytest.mark.django_db(transaction=True)


def everything():
    """All rows but the journal's entries of restoring."""
    rows = {m._meta.label: list(m._base_manager.order_by("pk").values_list()) for m in archive.kept_models()}
    rows["journal.Entry"] = list(Entry.objects.exclude(verb="keeping.restore").order_by("pk").values_list())
    return rows


@pytest.fixture
def kept(cast, tmp_path):
    from chithi.accounts import actions

    actions.invite(cast.people["officer"], actor=Operator())
    attachments.keep(b"%PDF-1.7 signed", "thu.pdf")
    file = tmp_path / "sao-luu.zip"
    archive.backup(file)
    return file


def test_a_restore_brings_back_every_row_and_file(kept, capsys):
    before = everything()
    kept_file = Attachment.objects.get()
    Entry.objects.all()._raw_delete("default")
    Role.objects.all().delete()
    User.objects.update(name="ai đó")
    attachments.path_of(kept_file.sha256).unlink()
    assert restore_command([str(kept)]) == 0
    assert everything() == before
    assert attachments.read(kept_file) == b"%PDF-1.7 signed"
    entry = Entry.objects.get(verb="keeping.restore")
    assert (entry.subject_name, entry.actor_id) == ("sao-luu.zip", None)
    assert entry.new["at"]


def test_after_a_restore_new_rows_can_be_written(kept):
    archive.restore(kept)
    assert Unit.objects.create(key="moi").pk > 0
    assert connection.vendor in ("sqlite", "postgresql")


def test_a_damaged_file_replaces_nothing(kept, capsys):
    before = everything()
    with zipfile.ZipFile(kept) as source:
        members = {n: source.read(n) for n in source.namelist()}
    members["tables/units.unit.jsonl"] = b""
    with zipfile.ZipFile(kept, "w") as target:
        for name, data in members.items():
            target.writestr(name, data)
    assert restore_command([str(kept)]) == 2
    assert "tables/units.unit.jsonl" in capsys.readouterr().err
    assert everything() == before


@pytest.mark.parametrize("content", [b"", b"not a zip", None])
def test_something_else_is_refused_in_one_line(db, tmp_path, content, capsys):
    file = tmp_path / "x.zip"
    if content is not None:
        file.write_bytes(content)
    assert restore_command([str(file)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_backup_of_another_version_is_refused_by_name(kept, capsys):
    with zipfile.ZipFile(kept) as source:
        members = {n: source.read(n) for n in source.namelist()}
    manifest = json.loads(members["manifest.json"])
    manifest["migrations"].append("units.9999_later")
    manifest["version"] = "9.9"
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(kept, "w") as target:
        for name, data in members.items():
            target.writestr(name, data)
    assert restore_command([str(kept)]) == 2
    assert "chithi 9.9" in capsys.readouterr().err


def test_a_missing_folder_is_named(db, tmp_path, capsys):
    assert backup_command([str(tmp_path / "khong" / "a.zip")]) == 2
    assert "khong" in capsys.readouterr().err


def test_a_folder_is_no_file_to_write(db, tmp_path, capsys):
    assert backup_command([str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


def rewritten(kept, change):
    """The archive with its members changed, hashes and all: somebody else made it on purpose."""
    with zipfile.ZipFile(kept) as source:
        members = {n: source.read(n) for n in source.namelist()}
    manifest = json.loads(members["manifest.json"])
    change(members, manifest)
    for name in manifest["members"]:
        manifest["members"][name] = hashlib.sha256(members[name]).hexdigest()
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(kept, "w") as target:
        for name, data in members.items():
            target.writestr(name, data)


def outside(members, manifest):
    members["attachments/../../../pha-hoai"] = b"x"
    manifest["members"]["attachments/../../../pha-hoai"] = ""


def without_a_table(members, manifest):
    del members["tables/units.unit.jsonl"], manifest["members"]["tables/units.unit.jsonl"]


def with_a_short_row(members, manifest):
    members["tables/units.unit.jsonl"] = b"[1]\n"


def of_other_bytes(members, manifest):
    name = next(n for n in members if n.startswith("attachments/"))
    members[name] = b"MZ program"


@pytest.mark.parametrize("change", [outside, without_a_table, with_a_short_row, of_other_bytes])
def test_a_forged_backup_is_refused_and_replaces_nothing(kept, capsys, change):
    before = everything()
    rewritten(kept, change)
    assert restore_command([str(kept)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert everything() == before
    assert attachments.read(Attachment.objects.get()) == b"%PDF-1.7 signed"
