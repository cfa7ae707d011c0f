"""Who leads: committees, their members and meetings. Each model stands in a file beside its declaration."""

from chithi.leadership.committees import Committee
from chithi.leadership.meetings import Meeting
from chithi.leadership.members import Member

__all__ = ["Committee", "Meeting", "Member"]
