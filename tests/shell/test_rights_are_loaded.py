import os
import subprocess
import sys


def test_the_rights_of_every_room_are_known_at_start():
    """An unknown right is a no, so a room whose ``rules.py`` is not imported would be shut to everybody."""
    code = "import django, rules; django.setup(); print(rules.permissions.perm_exists('journal.read'))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "chithi.settings"}
    assert (
        subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True).stdout
        == "True\n"
    )
