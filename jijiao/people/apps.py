"""Django's registration of this app: the roll follows the contacts of an account, every app adds to a person's page."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PeopleConfig(AppConfig):
    name = "jijiao.people"

    def ready(self) -> None:
        from jijiao.people.following import ROLL
        from jijiao.security import contacts

        contacts.followers.append(ROLL)
        autodiscover_modules("panels")
