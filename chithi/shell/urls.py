from django.urls import path

from chithi.shell import views

app_name = "shell"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
