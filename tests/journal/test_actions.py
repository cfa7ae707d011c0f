import pytest

from chithi.journal.actions import MissingEntry, Operator, action, nothing_changed, record
from chithi.journal.models import Entry

pytestmark = pytest.mark.django_db


@action("test.once")
def once(times, *, actor):
    for _ in range(times):
        record(actor, None, new={"n": 1}, name="thing")
    if not times:
        nothing_changed()


@action("test.silent")
def silent(*, actor):
    pass


@action("test.nested")
def nested(*, actor):
    once(1, actor=actor)


def test_an_action_writes_exactly_one_entry():
    once(1, actor=Operator())
    entry = Entry.objects.get()
    assert (entry.verb, entry.new, entry.actor_name) == ("test.once", {"n": 1}, "chithi (dòng lệnh)")


def test_an_action_without_an_entry_or_with_two_is_undone():
    for act in (lambda: silent(actor=Operator()), lambda: once(2, actor=Operator())):
        with pytest.raises(MissingEntry):
            act()
    assert Entry.objects.count() == 0


def test_an_action_may_find_nothing_to_do():
    once(0, actor=Operator())
    assert Entry.objects.count() == 0


def test_actions_do_not_call_each_other():
    with pytest.raises(MissingEntry):
        nested(actor=Operator())


def test_an_entry_is_never_changed_or_deleted():
    once(1, actor=Operator())
    entry = Entry.objects.get()
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
