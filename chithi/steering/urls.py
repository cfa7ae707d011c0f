from django.urls import path

from chithi.steering import views

app_name = "steering"
urlpatterns = [
    path("", views.cycle_list, name="list"),
    path("<int:pk>/", views.control, name="control"),
    path("<int:pk>/remind/", views.remind, name="remind"),
    path("<int:pk>/overview/", views.overview, name="overview"),
    path("<int:pk>/report/", views.report, name="report"),
    path("<int:pk>/report.docx", views.report_docx, name="report-docx"),
    path("<int:pk>/report.json", views.report_json, name="report-json"),
    path("<int:pk>/freeze/", views.freeze, name="freeze"),
    path("<int:pk>/why/<path:code>/", views.why, name="why"),
    path("frozen/<int:pk>/", views.frozen, name="frozen"),
    path("frozen/<int:pk>/report.docx", views.frozen_docx, name="frozen-docx"),
    path("frozen/<int:pk>/report.json", views.frozen_json, name="frozen-json"),
    path("frozen/<int:pk>/why/<path:code>/", views.frozen_why, name="frozen-why"),
]
