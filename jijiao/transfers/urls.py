"""Doors of 人员调转."""

from jijiao.accounts.permissions import Permission
from jijiao.transfers import views
from jijiao.transfers.models import Transfer
from jijiao.web.routes import guarded

P = Permission
FORM = ("GET", "POST")

urlpatterns = [
    guarded("transfers/", views.records_page, needs=P.TRANSFERS_VIEW, name="transfers.list"),
    guarded("transfers/new/", views.new, needs=P.TRANSFERS_START, name="transfers.new", methods=FORM),
    guarded("transfers/arrival/", views.arrival, needs=P.TRANSFERS_ASK, name="transfers.arrival", methods=FORM),
    guarded("transfers/<int:pk>/", views.record, needs=P.TRANSFERS_VIEW, name="transfers.record", of=Transfer),
    guarded(
        "transfers/<int:pk>/withdrawal/",
        views.withdrawal,
        needs=P.TRANSFERS_START,
        name="transfers.withdrawal",
        of=Transfer,
        own=True,
        methods=("POST",),
    ),
    guarded(
        "transfers/<int:pk>/cancellation/",
        views.cancellation,
        needs=P.TRANSFERS_START,
        name="transfers.cancellation",
        of=Transfer,
        own=True,
        methods=("POST",),
    ),
    guarded(
        "transfers/<int:pk>/correction/",
        views.correction,
        needs=P.TRANSFERS_CORRECT,
        name="transfers.correction",
        of=Transfer,
        methods=FORM,
    ),
    guarded(
        "transfers/<int:pk>/proofs/<int:number>/",
        views.proof,
        needs=P.TRANSFERS_VIEW,
        name="transfers.proof",
        of=Transfer,
    ),
    guarded(
        "reviews/transfer/proofs/<int:pk>/<int:number>/",
        views.proof,
        needs=P.TRANSFER_REVIEW,
        name="transfers.reviewed_proof",
        of=Transfer,
    ),
]
