from django.urls import path

from chithi.units import country_views, people_views, views

app_name = "units"
urlpatterns = [
    path("", views.unit_list, name="list"),
    path("new/", views.new_unit, name="new"),
    path("unit/<slug:key>/", views.unit_page, name="unit"),
    path("unit/<slug:key>/change/", views.change_unit, name="change"),
    path("unit/<slug:key>/end/", views.end_unit, name="end"),
    path("unit/<slug:key>/names/", views.add_alias, name="add-alias"),
    path("unit/<slug:key>/names/<int:alias>/withdraw/", views.withdraw_alias, name="withdraw-alias"),
    path("directory/", country_views.country_page, name="directory"),
    path("directory/<slug:what>.<slug:ending>", country_views.country_file, name="directory-file"),
    path("directory/<slug:what>/load/", country_views.load_country, name="directory-load"),
    path("groups/", views.group_list, name="groups"),
    path("groups/new/", views.save_group, name="new-group"),
    path("groups/group/<slug:key>/", views.group_page, name="group"),
    path("groups/group/<slug:key>/change/", views.save_group, name="change-group"),
    path("groups/group/<slug:key>/members/", views.change_members, name="members"),
    path("people/", people_views.people, name="people"),
    path("people/new/", people_views.new_person, name="new-person"),
    path("people/invite/", people_views.invite_all, name="invite-all"),
    path("people/<int:pk>/", people_views.person, name="person"),
    path("people/<int:pk>/change/", people_views.change_person, name="change-person"),
    path("people/<int:pk>/rest/", people_views.set_rest, name="rest"),
    path("people/<int:pk>/invite/", people_views.invite_person, name="invite"),
    path("people/<int:pk>/roles/", people_views.give_role, name="give-role"),
    path("roles/<int:pk>/end/", people_views.end_role, name="end-role"),
    path("deputies/", people_views.deputies, name="deputies"),
]
