"""The table of addresses; each room has its own below its name."""

from django.urls import include, path

urlpatterns = [
    path("", include("chithi.desk.urls")),
    path("", include("chithi.shell.urls")),
    path("accounts/", include("chithi.accounts.urls")),
    path("plans/", include("chithi.plans.urls")),
    path("reports/", include("chithi.reports.urls")),
    path("journal/", include("chithi.journal.urls")),
    path("figures/", include("chithi.figures.urls")),
    path("registers/", include("chithi.sheets.register_urls")),
    path("sheets/", include("chithi.sheets.urls")),
    path("leadership/", include("chithi.leadership.urls")),
    path("units/", include("chithi.units.urls")),
    path("reorganise/", include("chithi.reorganise.urls")),
    path("api/v1/", include("chithi.api.urls")),
    path("steering/", include("chithi.steering.urls")),
]

handler403 = "chithi.shell.views.forbidden"
handler404 = "chithi.shell.views.not_found"
handler500 = "chithi.shell.views.failed"
