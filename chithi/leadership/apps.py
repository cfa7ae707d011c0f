from django.apps import AppConfig


class LeadershipConfig(AppConfig):
    name = "chithi.leadership"

    def ready(self) -> None:
        from chithi.leadership import (
            committees,
            elected,
            holders,
            meetings,
            members,
            naming,
            noting,
            pool,
            posts,
            programmes,
            staff,
        )
        from chithi.leadership.models import Committee, Post
        from chithi.sheets import catalogue
        from chithi.sheets.fields import NAMINGS

        NAMINGS[Committee] = naming.COMMITTEES
        NAMINGS[Post] = naming.POSTS
        for room in (committees, members, meetings, programmes, posts, holders, pool, elected, staff):
            catalogue.add(room.REGISTER)
        if noting.notes not in catalogue.NOTES:
            catalogue.NOTES.append(noting.notes)
