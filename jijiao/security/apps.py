"""Django's registration of this app; every sign-in is noted as a visit."""

from django.apps import AppConfig


class SecurityConfig(AppConfig):
    name = "jijiao.security"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from jijiao.security.visits import note

        user_logged_in.connect(note, dispatch_uid="jijiao.security.visits")
