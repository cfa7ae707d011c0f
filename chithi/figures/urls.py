from django.urls import path

from chithi.figures import record_pages, roadmap_pages, series_files, views, women_pages

app_name = "figures"
urlpatterns = [
    path("", views.catalogue, name="list"),
    path("new/", views.add, name="add"),
    path("observations/", views.observations, name="observations"),
    path("women-in-leadership/", women_pages.women, name="women"),
    path("women-in-leadership/roadmap/", roadmap_pages.roadmap, name="roadmap"),
    path(
        "women-in-leadership/roadmap/<str:table>.<str:ending>",
        roadmap_pages.roadmap_table,
        name="roadmap-table",
    ),
    path("women-in-leadership/<str:table>.<str:ending>", women_pages.women_table, name="women-table"),
    path("units/<str:key>/", views.unit, name="unit"),
    path("<slug:code>/", views.indicator, name="indicator"),
    path("<slug:code>/change/", views.change, name="change"),
    path("<slug:code>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:code>/targets/", views.targets, name="targets"),
    path("<slug:code>/targets/<int:pk>/withdraw/", views.withdraw_target, name="withdraw-target"),
    path("<slug:code>/collectors/", views.collectors, name="collectors"),
    path("<slug:code>/collectors/<int:pk>/end/", views.end_collector, name="end-collector"),
    path("<slug:code>/<slug:table>.<slug:ending>", series_files.series_table, name="series-table"),
    path("<slug:code>/<str:period>/", views.why, name="explain"),
    path("<slug:code>/<str:period>/records/", record_pages.records, name="records"),
]
