"""Django's registration of this app; the roll follows when somebody changes where they are reached."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "jijiao.people"

    def ready(self) -> None:
        from jijiao.people.following import ROLL
        from jijiao.security import contacts

        contacts.followers.append(ROLL)
