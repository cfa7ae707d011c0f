from django.urls import path

from chithi.sheets import job_views, views

app_name = "sheets"
urlpatterns = [
    path("load/<slug:what>/", views.load_page, name="load"),
    path("load/<slug:what>/template.xlsx", views.template, name="template"),
    path("export/<slug:what>.<slug:ending>", views.export, name="export"),
    path("jobs/<int:pk>/", job_views.job_page, name="job"),
    path("jobs/<int:pk>/problems.csv", job_views.problems, name="job-problems"),
]
