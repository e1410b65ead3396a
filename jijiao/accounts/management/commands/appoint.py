"""`manage.py appoint REGION`: the first 超级管理员 of a region's 人社 department, or an operator (三员)."""

from getpass import getpass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jijiao.accounts.actions import appoint, appoint_operator, register
from jijiao.lib.actor import SYSTEM
from jijiao.lib.documents import RESIDENT_CARD, clean_document
from jijiao.lib.names import clean_person_name
from jijiao.lib.passwords import check_password
from jijiao.lib.phones import clean_mobile
from jijiao.lib.refusal import Refusal
from jijiao.units.queries import authority_of

OPERATORS = {"system": "系统管理员", "security": "安全管理员", "audit": "审计管理员"}


class Command(BaseCommand):
    help = (
        "Appoint the first administrator of a region's department (six-digit region code); or system, security, audit."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("region")

    def handle(self, *args: Any, **options: Any) -> None:
        officer = OPERATORS.get(options["region"], "")
        unit = None if officer else authority_of(options["region"])
        if unit is None and not officer:
            raise CommandError("no department of this region; run `manage.py prepare` first")
        try:
            document = clean_document(RESIDENT_CARD, input("证件号: "))
            name, mobile = clean_person_name(input("真实姓名: ")), clean_mobile(input("手机号: "))
            password = getpass("密码: ")
            check_password(password, document=document)
            account = register(
                document_kind=RESIDENT_CARD,
                document=document,
                name=name,
                mobile=mobile,
                password_hash=make_password(password),
                by=SYSTEM,
            )
            hat = (
                appoint(account, unit, chief=True, by=SYSTEM) if unit else appoint_operator(account, officer, by=SYSTEM)
            )
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"appointed: {hat.label}")
