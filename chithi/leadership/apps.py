from django.apps import AppConfig


class LeadershipConfig(AppConfig):
    name = "chithi.leadership"

    def ready(self) -> None:
        from chithi.leadership import committees, meetings, members, naming
        from chithi.leadership.models import Committee
        from chithi.sheets import catalogue
        from chithi.sheets.fields import NAMINGS

        NAMINGS[Committee] = naming.COMMITTEES
        for register in (committees.REGISTER, members.REGISTER, meetings.REGISTER):
            catalogue.add(register)
