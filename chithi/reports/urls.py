from django.urls import path

from chithi.reports import calendar_views, correction_views, extension_views, files, presses, views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="list"),
    path("open/<slug:plan>/<int:year>/", presses.open_cycle, name="open"),
    path("rounds/<int:pk>/units/", presses.add_units, name="add-units"),
    path("of/<slug:unit>/<str:period>/", views.by_place, name="by-place"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/save/", presses.save, name="save"),
    path("<int:pk>/changes/", presses.changes, name="changes"),
    path("<int:pk>/values/", views.values, name="values"),
    path("<int:pk>/do/<slug:act>/", presses.unit_act, name="act"),
    path("<int:pk>/review/", views.review, name="review"),
    path("<int:pk>/review/<slug:act>/", presses.focal_act, name="focal-act"),
    path("<int:pk>/exception/", presses.exception, name="exception"),
    path("<int:pk>/extension/", extension_views.ask, name="ask-extension"),
    path("extensions/<int:pk>/", extension_views.decide, name="extension"),
    path("extensions/<int:pk>/withdraw/", extension_views.withdraw, name="withdraw-extension"),
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("calendar/<str:secret>.ics", calendar_views.feed, name="feed"),
    path("<int:pk>/letter/", presses.letter, name="letter"),
    path("<int:pk>/history/", views.field_history, name="history"),
    path("<int:pk>/print/", files.print_view, name="print"),
    path("<int:pk>/compare/", views.compare, name="compare"),
    path("<int:pk>/report.docx", files.paper, {"ending": "docx"}, name="paper"),
    path("<int:pk>/report.pdf", files.paper, {"ending": "pdf"}, name="paper-pdf"),
    path("<int:pk>/report.html", files.paper, {"ending": "html"}, name="paper-html"),
    path("<int:pk>/workbook.xlsx", files.workbook, name="workbook"),
    path("<int:pk>/workbook/", files.upload, name="upload"),
    path("corrections/<int:pk>/", correction_views.decide, name="correction"),
    path("remarks/<int:pk>/done/", presses.resolve, name="resolve"),
    path("letters/<int:pk>/scan/", views.scan, name="scan"),
    path("letters/<int:pk>/contest/", presses.contest, name="contest"),
]
