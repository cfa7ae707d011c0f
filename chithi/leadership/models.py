"""Who leads: committees, their members, meetings and programmes; posts and their holders, the pool, elected bodies,
staff. Each model stands in a file beside its declaration."""

from chithi.leadership.committees import Committee
from chithi.leadership.elected import ElectedBody
from chithi.leadership.holders import Holder
from chithi.leadership.meetings import Meeting
from chithi.leadership.members import Member
from chithi.leadership.pool import Planned
from chithi.leadership.posts import Post
from chithi.leadership.programmes import Programme
from chithi.leadership.staff import StaffTotal

__all__ = [
    "Committee",
    "ElectedBody",
    "Holder",
    "Meeting",
    "Member",
    "Planned",
    "Post",
    "Programme",
    "StaffTotal",
]
