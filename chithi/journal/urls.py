from django.urls import path

from chithi.journal import views

app_name = "journal"
urlpatterns = [path("", views.entries, name="list")]
