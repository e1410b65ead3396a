"""Whom somebody above a unit names as its 超级管理员; what comes of it is in `administrators.chiefs`."""

from dataclasses import dataclass

OTHER_NAME = "该证件号已在系统中注册，姓名与填写的不一致，请核对证件号和姓名"


@dataclass(frozen=True, kw_only=True)
class Chief:
    """A person as the founder names them; numbers come cleaned."""

    document_kind: str
    document: str
    name: str
    mobile: str = ""
    email: str = ""
