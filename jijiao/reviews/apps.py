"""Django's registration of this app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "jijiao.reviews"
