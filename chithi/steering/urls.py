from django.urls import path

from chithi.steering import files, views

app_name = "steering"
urlpatterns = [
    path("", views.cycle_list, name="list"),
    path("<int:pk>/", views.control, name="control"),
    path("<int:pk>/remind/", views.remind, name="remind"),
    path("<int:pk>/overview/", views.overview, name="overview"),
    path("<int:pk>/report/", views.report, name="report"),
    *(
        path(f"<int:pk>/report.{ending}", files.report, {"ending": ending}, name=f"report-{ending}")
        for ending in ("docx", "pdf", "html", "json")
    ),
    path("<int:pk>/freeze/", views.freeze, name="freeze"),
    path("<int:pk>/why/<path:code>/", views.why, name="why"),
    path("frozen/<int:pk>/", views.frozen, name="frozen"),
    *(
        path(f"frozen/<int:pk>/report.{ending}", files.frozen, {"ending": ending}, name=f"frozen-{ending}")
        for ending in ("docx", "pdf", "html")
    ),
    path("frozen/<int:pk>/report.json", files.frozen_json, name="frozen-json"),
    path("frozen/<int:pk>/why/<path:code>/", views.frozen_why, name="frozen-why"),
]
