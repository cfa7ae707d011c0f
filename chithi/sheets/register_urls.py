from django.urls import path

from chithi.sheets import register_views as views

app_name = "registers"
urlpatterns = [
    path("", views.registers, name="registers"),
    path("evidence/<int:pk>/", views.evidence, name="evidence"),
    path("<slug:name>/", views.record_list, name="list"),
    path("<slug:name>/new/", views.add_record, name="add"),
    path("<slug:name>/bulk/", views.bulk, name="bulk"),
    path("<slug:name>/<int:pk>/", views.record_page, name="record"),
    path("<slug:name>/<int:pk>/change/", views.change_record, name="change"),
    path("<slug:name>/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:name>/<int:pk>/evidence/", views.add_evidence, name="add-evidence"),
]
