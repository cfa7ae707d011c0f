from django.urls import path

from chithi.reorganise import views

app_name = "reorganise"
urlpatterns = [
    path("", views.reorganisations, name="list"),
    path("new/", views.new, name="new"),
    path("file/", views.file, name="file"),
    path("workbook/", views.template, name="template"),
    path("carry-out/", views.confirm, name="carry-out"),
    path("<int:pk>/", views.reorganisation, name="reorganisation"),
    path("<int:pk>/undo/", views.undo, name="undo"),
]
