from django.urls import path

from chithi.steering import files, guidance_views, letter_views, views

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
    path("<int:pk>/letters/", letter_views.letter_list, name="letters"),
    path("<int:pk>/letters/new/", letter_views.send, name="send-letters"),
    path("<int:pk>/letters/<str:day>.zip", letter_views.letter_zip, name="letter-zip"),
    path("letters/<int:pk>/", letter_views.letter, name="letter"),
    path("letters/<int:pk>/letter.<slug:ending>", letter_views.letter_file, name="letter-file"),
    path("<int:pk>/guidance/", guidance_views.guidance_list, name="guidance"),
    path("<int:pk>/guidance/new/", guidance_views.publish, name="publish-guidance"),
    path("guidance/<int:pk>/change/", guidance_views.change, name="change-guidance"),
    path("guidance/<int:pk>/withdraw/", guidance_views.withdraw, name="withdraw-guidance"),
    path("guidance/<int:pk>/file/", guidance_views.file, name="guidance-file"),
    path("guidance/<int:pk>/receipt/<int:report>/", guidance_views.confirm, name="confirm-receipt"),
    path("frozen/<int:pk>/", views.frozen, name="frozen"),
    *(
        path(f"frozen/<int:pk>/report.{ending}", files.frozen, {"ending": ending}, name=f"frozen-{ending}")
        for ending in ("docx", "pdf", "html")
    ),
    path("frozen/<int:pk>/report.json", files.frozen_json, name="frozen-json"),
    path("frozen/<int:pk>/why/<path:code>/", views.frozen_why, name="frozen-why"),
]
