from django.urls import path

from chithi.leadership import views

app_name = "leadership"
urlpatterns = [
    path("committees/", views.committees, name="committees"),
    path("committees.<str:ending>", views.committees_table, name="committees-table"),
    path("committees/<str:key>/", views.committee, name="committee"),
    path("committees/<str:key>/reconstitute/", views.reconstitute, name="reconstitute"),
]
