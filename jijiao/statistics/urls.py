"""Doors of 查询统计."""

from jijiao.accounts.permissions import Permission
from jijiao.people.models import Person
from jijiao.statistics import views
from jijiao.web.routes import guarded

urlpatterns = [
    guarded("statistics/completion/", views.completion, needs=Permission.COMPLETION_VIEW, name="statistics.completion"),
    guarded(
        "people/<int:pk>/years/<int:year>/",
        views.learning_record,
        needs=Permission.COMPLETION_VIEW,
        name="statistics.learning_record",
        of=Person,
    ),
]
