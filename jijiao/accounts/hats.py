"""Which hats an account has, by the manual's user types."""

from jijiao.accounts.models import Account, Hat
from jijiao.units.models import Unit

USER_TYPES: dict[str, str] = {
    "unit": "用人单位",
    "person": "专业技术人员",
    "base": "继续教育基地",
    "authority": "主管部门",
    "operator": "平台运营",
}


def user_type(hat: Hat) -> str:
    """The user type a hat signs in under."""
    if hat.kind == Hat.Kind.TECHNICIAN:
        return "person"
    if hat.kind == Hat.Kind.OPERATOR or hat.unit is None:
        return "operator"
    if hat.unit.is_department_in_charge:
        return "authority"
    return "base" if hat.unit.kind == Unit.Kind.BASE else "unit"


def hats_of(account: Account) -> list[Hat]:
    """Current hats, oldest first."""
    return list(
        Hat.everywhere.filter(account=account, ended_at__isnull=True)
        .select_related("account", "unit", "role")
        .order_by("id")
    )
