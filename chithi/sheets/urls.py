from django.urls import path

from chithi.sheets import views

app_name = "sheets"
urlpatterns = [
    path("load/<slug:what>/", views.load_page, name="load"),
    path("load/<slug:what>/template.xlsx", views.template, name="template"),
    path("export/<slug:what>.<slug:ending>", views.export, name="export"),
]
