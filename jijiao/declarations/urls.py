"""Doors of 学时（分）申报."""

from jijiao.accounts.permissions import Permission
from jijiao.declarations import views
from jijiao.declarations.models import Declaration, ReviewedDeclaration
from jijiao.web.routes import guarded

WRITE = ("GET", "POST")

urlpatterns = [
    guarded("declarations/", views.records, needs=Permission.HOURS_RECORD, name="declarations.list"),
    guarded("declarations/new/", views.new, needs=Permission.HOURS_DECLARE, name="declarations.new", methods=WRITE),
    guarded(
        "declarations/import/", views.import_, needs=Permission.HOURS_IMPORT, name="declarations.import", methods=WRITE
    ),
    guarded(
        "declarations/import/template/", views.template, needs=Permission.HOURS_IMPORT, name="declarations.template"
    ),
    guarded(
        "declarations/batches/<str:batch>/", views.receipt, needs=Permission.HOURS_DECLARE, name="declarations.receipt"
    ),
    guarded(
        "declarations/<int:pk>/",
        views.record,
        needs=Permission.HOURS_RECORD,
        name="declarations.record",
        of=Declaration,
    ),
    guarded(
        "declarations/<int:pk>/correction/",
        views.correction,
        needs=Permission.HOURS_DECLARE,
        name="declarations.correction",
        of=Declaration,
        own=True,
        methods=WRITE,
    ),
    guarded(
        "declarations/<int:pk>/withdrawal/",
        views.withdrawal,
        needs=Permission.HOURS_DECLARE,
        name="declarations.withdrawal",
        of=Declaration,
        own=True,
        methods=("POST",),
    ),
    guarded(
        "declarations/<int:pk>/evidence/<int:number>/",
        views.evidence,
        needs=Permission.HOURS_RECORD,
        name="declarations.evidence",
        of=Declaration,
    ),
    guarded(
        "reviews/declaration/evidence/<int:pk>/<int:number>/",
        views.evidence,
        needs=Permission.HOURS_REVIEW,
        name="declarations.reviewed_evidence",
        of=ReviewedDeclaration,
    ),
]
