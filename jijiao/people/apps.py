"""Django's registration of this app; the roll follows when somebody changes where they are reached.

It says on whose roll somebody stands before another resets their password.
"""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "jijiao.people"

    def ready(self) -> None:
        from jijiao.people.following import ROLL
        from jijiao.people.queries import units_of
        from jijiao.security import contacts, resetting

        contacts.followers.append(ROLL)
        resetting.rolls.append(units_of)
