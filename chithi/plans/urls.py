from django.urls import path

from chithi.plans import checking_views, import_views, lesson_views, views

app_name = "plans"
urlpatterns = [
    path("", views.plan_list, name="list"),
    path("import/", import_views.import_file, name="import"),
    path("learned/", lesson_views.lessons, name="lessons"),
    path("learned/<int:pk>/forget/", lesson_views.forget, name="forget"),
    path("<slug:key>/", views.plan_page, name="plan"),
    path("<slug:key>/work/", views.work, name="work"),
    path("<slug:key>/contents/", views.contents, name="contents"),
    path("<slug:key>/file/<int:number>/", views.source, name="source"),
    path("<slug:key>/names/", checking_views.names, name="names"),
    path("<slug:key>/name/", checking_views.name, name="name"),
    path("<slug:key>/match-again/", checking_views.match_again, name="match-again"),
    path("<slug:key>/check/", checking_views.check, name="check"),
    path("<slug:key>/confirm-all/", checking_views.confirm_all, name="confirm-all"),
    path("<slug:key>/items/<int:pk>/", checking_views.item, name="item"),
    path("<slug:key>/items/<int:pk>/confirm/", checking_views.confirm, name="confirm"),
    path("<slug:key>/items/<int:pk>/<slug:move>/", checking_views.move_item, name="move-item"),
    path("<slug:key>/items/<int:pk>/members/<int:assignment>/", checking_views.members, name="members"),
    path("<slug:key>/links/confirm-all/", checking_views.confirm_links, name="confirm-links"),
    path("<slug:key>/links/<int:pk>/", checking_views.decide_link, name="link"),
    path("<slug:key>/edition/", import_views.new_edition, name="edition"),
    path("<slug:key>/difference/", import_views.difference, name="difference"),
    path("<slug:key>/head/", import_views.head, name="head"),
    path("<slug:key>/publish/", import_views.publish, name="publish"),
    path("<slug:key>/put-aside/", import_views.put_aside, name="put-aside"),
    path("<slug:key>/end/", import_views.end, name="end"),
]
