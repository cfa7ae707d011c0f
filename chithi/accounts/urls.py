from django.urls import path

from chithi.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("password/", views.password, name="password"),
    path("language/", views.language, name="language"),
]
