"""Django's registration of this app; its kind of review goes into the registry, its mark onto the page of a person."""

from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "jijiao.transfers"

    def ready(self) -> None:
        from jijiao.people.marks import markers
        from jijiao.transfers import review  # noqa: F401 - registers the kind
        from jijiao.transfers.marking import mark

        markers.append(mark)
