"""Django's registration of this app: the roll follows the contacts of an account, every app adds to a person's page.

It says on whose roll somebody stands before another resets their password.
"""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PeopleConfig(AppConfig):
    name = "jijiao.people"

    def ready(self) -> None:
        from jijiao.people.following import ROLL
        from jijiao.people.queries import units_of
        from jijiao.security import contacts, resetting

        contacts.followers.append(ROLL)
        autodiscover_modules("panels")
        resetting.rolls.append(units_of)
