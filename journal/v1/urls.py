"""Routes of ``/api/v1``; both slash forms work, because ``config.api.envelope`` adds the one that was left out."""

from django.urls import path

from journal.v1 import views

urlpatterns = [
    path("sync/", views.SyncView.as_view(), name="v1-sync"),
    path("stats/", views.StatsView.as_view(), name="v1-stats"),
    path("journal/", views.DayView.as_view(), name="v1-journal"),
    path("health/", views.HealthView.as_view(), name="v1-health"),
]
