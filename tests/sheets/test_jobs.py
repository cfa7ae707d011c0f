"""Long tables: checked whole before anything is written, loaded in portions, continued after a killed worker."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from chithi.journal.models import Entry
from chithi.records.models import Activity
from chithi.sheets import files, job_work, jobs
from chithi.sheets.commands import load_command
from chithi.sheets.loading import LOADERS
from chithi.sheets.models import Job
from chithi.units.models import Role, Unit

PAGE = "/sheets/load/activities/"
HEAD = "title,kind,unit,day,female\n"


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Few rows are long here, and a portion has five."""
    monkeypatch.setattr(files, "LARGE_ROWS", 10)
    monkeypatch.setattr(job_work, "PORTION", 5)
    monkeypatch.setattr(job_work, "PAUSE", 0)


def line(n, **other):
    row = {
        "title": f"Buổi {n}",
        "kind": "training",
        "unit": "so-yt",
        "day": "05/03/2024",
        "female": str(n),
        **other,
    }
    return ",".join(row.values()) + "\n"


def table(count=23, **bad):
    """Rows from 0 on; ``bad`` replaces those named like ``r7``."""
    return HEAD + "".join(bad.get(f"r{n}", line(n)) for n in range(count))


def send(client, text, **more):
    file = SimpleUploadedFile("hoạt động.csv", text.encode())
    answer = client.post(PAGE, {"file": file, **more})
    return Job.objects.get(), answer


@pytest.fixture
def officer(cast, sign_in):
    return sign_in(cast.people["officer"])


def address(job):
    return f"/sheets/jobs/{job.pk}/"


class Killed(BaseException):
    """What nobody catches, as SIGKILL is caught by nobody."""


def kill_after(portions, monkeypatch):
    """The worker dies when it is about to write the portion after ``portions``."""
    real, left = job_work.write, [portions]

    def write(*arguments, **more):
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return real(*arguments, **more)

    monkeypatch.setattr(job_work, "write", write)
    return lambda: monkeypatch.setattr(job_work, "write", real)


def test_a_long_file_is_checked_first_and_loaded_when_its_owner_says_so(officer):
    job, answer = send(officer, table())
    assert answer.headers["Location"] == address(job)
    assert (job.state, job.rows_checked, job.created) == ("checked", 23, 23)
    assert Activity.objects.count() == 0
    assert "chưa ghi" in officer.get(address(job)).content.decode()
    officer.post(address(job), {"act": "load"})
    officer.post(address(job), {"act": "load"})
    job.refresh_from_db()
    assert (job.state, job.rows_done, job.created) == ("done", 23, 23)
    assert Activity.objects.count() == 23


def test_each_portion_is_one_journal_entry_of_the_person(officer):
    job, _answer = send(officer, table())
    officer.post(address(job), {"act": "load"})
    entries = Entry.objects.filter(verb="sheets.load")
    assert entries.count() == 5
    assert {e.actor_name for e in entries} == {job.user.actor_name}
    assert sum(e.new["created"] for e in entries) == 23


def test_nothing_is_written_where_one_cell_of_the_last_portion_is_bad(officer):
    job, _answer = send(officer, table(r22=line(22, day="31/02/2024")))
    assert (job.state, job.problem_count) == ("refused", 1)
    page = officer.get(address(job)).content.decode()
    assert "hoạt động.csv!D24" in page
    assert "D24" in officer.get(f"{address(job)}problems.csv").content.decode()
    officer.post(address(job), {"act": "load"})
    officer.post(address(job), {"act": "continue"})
    assert Activity.objects.count() == 0


def test_the_good_rows_alone_are_loaded_where_that_is_asked(officer):
    job, _answer = send(officer, table(r22=line(22, day="x"), r3=line(3, female="-")), good_rows="1")
    assert (job.state, job.problem_count, job.created) == ("checked", 2, 21)
    officer.post(address(job), {"act": "load"})
    assert Activity.objects.count() == 21


def test_a_row_that_repeats_one_of_an_earlier_portion_is_found(officer):
    job, _answer = send(officer, table(r21=line(2, female="7")))
    assert job.state == "refused"
    assert "dòng 4" in job.found().get().message


def test_the_same_file_again_has_nothing_to_load(officer):
    job, _answer = send(officer, table())
    officer.post(address(job), {"act": "load"})
    officer.post(PAGE, {"file": SimpleUploadedFile("b.csv", table().encode())})
    again = Job.objects.first()
    assert (again.state, again.unchanged, again.created) == ("done", 23, 0)
    assert Entry.objects.filter(verb="sheets.load").count() == 5
    assert "Không có gì để nạp" in officer.get(address(again)).content.decode()


@pytest.mark.parametrize("good_rows", ["", "1"])
@pytest.mark.parametrize("portions", [0, 1, 3, 4])
def test_a_killed_load_is_continued_and_no_row_comes_twice(officer, monkeypatch, portions, good_rows):
    text = table(r20=line(1, female="9")) if good_rows else table()
    job, _answer = send(officer, text, good_rows=good_rows)
    mend = kill_after(portions, monkeypatch)
    jobs.confirm(job.pk)
    with pytest.raises(Killed):
        job_work.work(job.pk)
    assert Activity.objects.count() == portions * 5
    mend()
    assert job_work.take_up() == 1
    job.refresh_from_db()
    rows = 22 if good_rows else 23
    assert (job.state, job.rows_done, job.created, job.unchanged) == ("done", 23, rows, 0)
    assert Activity.objects.count() == Activity.objects.values("title").distinct().count() == rows
    assert Activity.objects.get(title="Buổi 1").female == 1
    assert Entry.objects.filter(verb="sheets.load").count() == 5
    assert job_work.take_up() == 0


def test_a_killed_check_begins_anew(officer, monkeypatch):
    real, calls = job_work.planned, []

    def plan(*arguments):
        calls.append(1)
        if len(calls) == 3:
            raise Killed
        return real(*arguments)

    monkeypatch.setattr(job_work, "planned", plan)
    send(officer, table(r1=line(1, day="x")))
    assert Job.objects.get().rows_checked == 10
    job_work.take_up()
    job = Job.objects.get()
    assert (job.state, job.rows_checked, job.problem_count, job.found().count()) == ("refused", 23, 1, 1)


def test_what_kills_the_worker_every_time_is_given_up(officer, monkeypatch):
    job, _answer = send(officer, table())
    kill_after(0, monkeypatch)
    jobs.confirm(job.pk)
    for _try in range(job_work.ATTEMPTS):
        with pytest.raises(Killed):
            job_work.work(job.pk)
    job_work.work(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "tại cùng một chỗ" in officer.get(address(job)).content.decode()


def test_its_owner_stops_it_and_continues_it(officer, monkeypatch):
    job, _answer = send(officer, table())
    jobs.confirm(job.pk)
    job_work.work(job.pk, lambda job: jobs.stop(job.pk) if job.rows_done == 10 else None)
    job.refresh_from_db()
    assert (job.state, Activity.objects.count()) == ("cancelled", 10)
    assert "Tiếp tục" in officer.get(address(job)).content.decode()
    officer.post(address(job), {"act": "continue"})
    job.refresh_from_db()
    assert (job.state, job.created, Activity.objects.count()) == ("done", 23, 23)


def test_what_was_checked_and_is_not_wanted_is_put_aside_and_can_be_asked_for_again(officer):
    job, _answer = send(officer, table())
    officer.post(address(job), {"act": "stop"})
    job.refresh_from_db()
    page = officer.get(address(job)).content.decode()
    assert job.state == "cancelled"
    assert "Không có gì để nạp" not in page
    assert "Đã nạp" not in page
    officer.post(address(job), {"act": "continue"})
    job.refresh_from_db()
    assert (job.state, Activity.objects.count()) == ("checked", 0)


def test_a_run_that_was_taken_over_writes_no_more(officer):
    job, _answer = send(officer, table())
    jobs.confirm(job.pk)
    job_work.work(job.pk, lambda found: job_work.work(job.pk) if found.rows_done == 5 else None)
    job.refresh_from_db()
    assert (job.state, job.rows_done, Activity.objects.count()) == ("done", 23, 23)


def test_one_that_nobody_works_on_can_be_continued_only_after_a_while(officer, monkeypatch):
    job, _answer = send(officer, table())
    kill_after(1, monkeypatch)
    jobs.confirm(job.pk)
    with pytest.raises(Killed):
        job_work.work(job.pk)
    assert not jobs.go_on(job.pk)
    Job.objects.update(beat=timezone.now() - jobs.STALE - datetime.timedelta(seconds=1))
    assert jobs.go_on(job.pk)


def test_a_failure_is_a_sentence_and_not_the_end(officer, monkeypatch):
    job, _answer = send(officer, table())
    real = job_work.write
    monkeypatch.setattr(job_work, "write", lambda *_a, **_k: 1 / 0)
    officer.post(address(job), {"act": "load"})
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.reason in officer.get(address(job)).content.decode()
    monkeypatch.setattr(job_work, "write", real)
    officer.post(address(job), {"act": "continue"})
    assert Activity.objects.count() == 23


def test_what_was_changed_between_check_and_load_is_not_written_over_unseen(officer, cast):
    job, _answer = send(officer, table())
    for _twice in range(2):
        Activity.objects.create(
            title="Buổi 7",
            kind="training",
            unit=cast.units["so-yt"],
            day=datetime.date(2024, 3, 5),
            created_by="x",
            added_on=datetime.date(2024, 3, 6),
        )
    officer.post(address(job), {"act": "load"})
    job.refresh_from_db()
    assert (job.state, job.rows_done, job.problem_count) == ("failed", 5, 1)
    assert "Buổi 5" not in set(Activity.objects.values_list("title", flat=True))


def test_only_its_owner_sees_it(officer, cast, sign_in):
    job, _answer = send(officer, table())
    for person in ("administrator", "head", "stranger"):
        client = sign_in(cast.people[person])
        assert client.get(address(job)).status_code == 404
        assert client.post(address(job), {"act": "load"}).status_code == 404
        assert client.get(f"{address(job)}problems.csv").status_code == 404
    job.refresh_from_db()
    assert job.state == "checked"


def test_who_lost_the_right_in_between_loads_nothing(officer, cast):
    job, _answer = send(officer, table())
    Role.objects.filter(user=cast.people["officer"]).update(valid_to=datetime.date(2024, 1, 1))
    jobs.confirm(job.pk)
    job_work.work(job.pk)
    job.refresh_from_db()
    assert (job.state, Activity.objects.count()) == ("failed", 0)


def test_the_page_asks_again_while_it_runs_and_is_read_anew_at_the_end(officer, cast, monkeypatch):
    monkeypatch.setattr(job_work, "enqueue", lambda pk: None)
    job, _answer = send(officer, table())
    page = officer.get(address(job)).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert 'http-equiv="refresh"' in page
    part = officer.get(address(job), headers={"HX-Request": "true"})
    assert "HX-Refresh" not in part.headers
    assert "<html" not in part.content.decode()
    job_work.work(job.pk)
    assert officer.get(address(job), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "hx-get" not in officer.get(address(job)).content.decode()


def test_a_long_file_that_is_no_table_is_one_sentence(officer):
    job, _answer = send(officer, "a,b\n" + "1,2\n" * 30)
    assert (job.state, job.problem_count) == ("refused", 1)


def test_units_come_in_one_portion_all_or_nothing(cast, sign_in):
    client = sign_in(cast.people["administrator"])
    rows = "".join(f"xa-{n},Xã {n},commune,{'huyen-a' if n != 29 else 'khong-co'}\n" for n in range(30))
    client.post(
        "/sheets/load/units/", {"file": SimpleUploadedFile("u.csv", f"key,name,kind,parent\n{rows}".encode())}
    )
    job = Job.objects.get()
    assert job.state == "refused"
    good = rows.replace("khong-co", "huyen-a")
    client.post(
        "/sheets/load/units/", {"file": SimpleUploadedFile("u.csv", f"key,name,kind,parent\n{good}".encode())}
    )
    job = Job.objects.first()
    client.post(address(job), {"act": "load"})
    assert Unit.objects.filter(key__startswith="xa-").count() == 34
    assert Entry.objects.filter(verb="sheets.load").count() == 1


def test_the_command_line_loads_a_long_file_here_and_now(cast, tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text(table(), "utf-8")
    assert load_command(["activities", str(path), "--dry-run"]) == 0
    assert Activity.objects.count() == 0
    assert load_command(["activities", str(path)]) == 0
    said = capsys.readouterr()
    assert "23 mới" in said.out
    assert "23" in said.err
    assert Activity.objects.count() == 23
    path.write_text(table(r4=line(4, day="x")), "utf-8")
    assert load_command(["activities", str(path)]) == 2
    assert "a.csv!D6" in capsys.readouterr().err


PASTE = "Buổi một\ttraining\tso-yt\t05/03/2024\n"


@pytest.mark.parametrize(
    "text",
    [
        f"title\tkind\tunit\tday\r\n{PASTE}",
        "day\ttitle\tunit\tkind\n05/03/2024\tBuổi một\tso-yt\ttraining",
        f"\t{PASTE}",
    ],
    ids=["header", "other order", "without a header"],
)
def test_pasted_rows_are_looked_at_and_confirmed_like_a_file(officer, text):
    page = officer.post(PAGE, {"pasted": text})
    assert page.status_code == 200, page.context["problems"]
    officer.post(PAGE, {"file_token": page.context["token"]})
    assert Activity.objects.get().title == "Buổi một"


def test_pasted_text_survives_an_error(officer):
    text = 'title\tkind\tunit\tday\n"Hai dòng\ntrong một ô"\ttraining\tso-yt\t32/03/2024\nx\t=1+1\tso-yt\t05/03/2024'
    page = officer.post(PAGE, {"pasted": text})
    assert page.status_code == 422
    said = page.content.decode()
    assert "dan.csv!D2" in said
    assert "dan.csv!B3" in said
    assert "32/03/2024" in said
    assert page.context["pasted"] == text


def test_a_long_paste_goes_to_the_worker(officer):
    officer.post(PAGE, {"pasted": "title\tkind\tunit\tday\n" + PASTE.replace("một", "1") * 15})
    assert Job.objects.get().problem_count == 14


def test_every_state_is_reached_and_no_move_leads_out_of_the_end():
    reached = {move.to for move in jobs.MOVES.values()}
    assert reached | {Job.State.WAITING} == set(Job.State)
    assert not any({Job.State.DONE, Job.State.REFUSED} & move.of for move in jobs.MOVES.values())
    assert LOADERS["activities"].planner is not None
