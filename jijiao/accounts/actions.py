"""The verbs of 用户: register an account, give hats, set a password, install the built-in roles."""

from collections.abc import Mapping

from django.contrib.auth.password_validation import password_changed
from django.db import IntegrityError, transaction

from jijiao.accounts.models import Account, Hat, Role, document_key, mobile_key
from jijiao.accounts.permissions import EMPLOYER, IN_CHARGE, OPERATOR_ROLES, RIGHTS_OVER_RIGHTS, Permission
from jijiao.accounts.posts import Post as Post
from jijiao.accounts.posts import appoint as appoint
from jijiao.accounts.posts import change_role as change_role
from jijiao.accounts.posts import dismiss as dismiss
from jijiao.accounts.posts import make_chief as make_chief
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal

OPERATOR_NOTES = {
    "系统管理员": "系统运行、单位建档与合并",
    "安全管理员": "账号查找、解锁、身份核验与密码重置",
    "审计管理员": "查看和校验审计记录",
}
BUILT_IN_ROLES: dict[str, tuple[str, frozenset[Permission]]] = {
    "业务经办": ("办理注册、申报与查询，不审核学时", EMPLOYER - RIGHTS_OVER_RIGHTS - {Permission.HOURS_REVIEW}),
    "审核人员": (
        "只办理各类审核",
        frozenset(each for each in Permission if each.endswith(".review")) | {Permission.DASHBOARD_VIEW},
    ),
    "查询人员": (
        "只看不办",
        frozenset(
            {Permission.DASHBOARD_VIEW, Permission.COMPLETION_VIEW, Permission.PEOPLE_VIEW, Permission.UNITS_VIEW}
        ),
    ),
    "全部业务": ("办理本单位全部业务", (EMPLOYER | IN_CHARGE) - RIGHTS_OVER_RIGHTS),
    **{name: (OPERATOR_NOTES[name], permissions) for name, permissions in OPERATOR_ROLES.items()},
}


@transaction.atomic
def register(
    *,
    document_kind: str,
    document: str,
    name: str,
    mobile: str = "",
    email: str = "",
    landline: str = "",
    password_hash: str,
    by: Actor,
) -> Account:
    """A new account; numbers come cleaned, the password hashed (`make_password`; None there makes it unusable).

    Raises Refusal when the document already has an account.
    """
    key = document_key(document_kind, document)
    try:
        with transaction.atomic():
            account = Account.objects.create(
                document_kind=document_kind,
                document=document,
                document_key=key,
                name=name,
                mobile=mobile,
                mobile_key=mobile_key(mobile) if mobile else "",
                email=email,
                landline=landline,
                password=password_hash,
                created_at=clock.now(),
            )
    except IntegrityError as error:
        raise Refusal("该证件号已在系统中注册", field="document") from error
    record(by, Tag.ACCOUNT_REGISTER, on=account, name=name)
    return account


@transaction.atomic
def correct_identity(account: Account, values: Mapping[str, str], *, by: Actor) -> None:
    """Another name, or another number to sign in with (`document_kind` and `document`); both come clean and approved.

    Raises Refusal when the number has an account already.
    """
    held = Account.objects.select_for_update().get(pk=account.pk)
    for field, value in values.items():
        setattr(held, field, value)
    held.document_key = document_key(held.document_kind, held.document)
    try:
        with transaction.atomic():
            held.save(update_fields=["name", "document_kind", "document", "document_key"])
    except IntegrityError as error:
        raise Refusal("该证件号已在系统中注册", field="document") from error
    record(by, Tag.ACCOUNT_CORRECT, on=held, fields=sorted(values))


@transaction.atomic
def correct_contacts(account: Account, values: Mapping[str, str], *, by: Actor) -> None:
    """Another number or address (`mobile`, `email`, `landline`), clean: what 忘记密码 sends its code to from now on."""
    held = Account.objects.select_for_update().get(pk=account.pk)
    for field, value in values.items():
        setattr(held, field, value)
    held.mobile_key = mobile_key(held.mobile) if held.mobile else ""
    held.save(update_fields=["mobile_key", *values])
    record(by, Tag.ACCOUNT_CORRECT, on=held, fields=sorted(values))


@transaction.atomic
def give_hat(account: Account, kind: str, *, by: Actor) -> Hat:
    """A technician's hat; the one there is, if it was given before."""
    hat, made = Hat.everywhere.get_or_create(
        account=account, kind=kind, unit=None, ended_at=None, defaults={"started_at": clock.now()}
    )
    if made:
        record(by, Tag.ADMINISTRATOR_APPOINT, on=hat, account=account.pk, kind=kind)
    return hat


@transaction.atomic
def appoint_operator(account: Account, role_name: str, *, by: Actor) -> Hat:
    """Make the account 系统管理员, 安全管理员 or 审计管理员. Raises Refusal when it is one already: nobody is two."""
    role = Role.everywhere.get(unit=None, name=role_name)
    try:
        with transaction.atomic():
            hat = Hat.everywhere.create(account=account, kind=Hat.Kind.OPERATOR, role=role, started_at=clock.now())
    except IntegrityError as error:
        raise Refusal("此人已担任平台管理员；三类管理员不能由同一人兼任") from error
    record(by, Tag.ADMINISTRATOR_APPOINT, on=hat, account=account.pk, role=role_name)
    return hat


@transaction.atomic
def set_password(account: Account, password: str, *, by: Actor) -> None:
    """A new password; every other session of the account ends with it."""
    account.set_password(password)
    account.save(update_fields=["password"])
    password_changed(password, account)
    record(by, Tag.ACCOUNT_PASSWORD, on=account)


@transaction.atomic
def install_built_in_roles(*, by: Actor) -> None:
    """The roles every unit starts with."""
    for name, (note, permissions) in BUILT_IN_ROLES.items():
        Role.everywhere.update_or_create(
            unit=None, name=name, defaults={"note": note, "permissions": sorted(permissions)}
        )
    record(by, Tag.ROLE_INSTALL, names=list(BUILT_IN_ROLES))
