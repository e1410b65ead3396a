"""The part of the written matrix about signing in, passwords, 账号安全 and 消息: mostly public or everybody's own."""

from jijiao.accounts.permissions import Permission as P

SECURITY: dict[str, str] = {
    "administrators.password": P.ADMINISTRATORS_MANAGE,
    "portal.login": "public",
    "portal.logout": "public",
    "captcha-image": "public",
    "captcha-image-2x": "public",
    "captcha-audio": "public",
    "captcha-refresh": "public",
    "accounts.password": "signed in",
    "security.overview": "signed in",
    "security.visits_end": "signed in",
    "security.visit_end": "signed in",
    "security.contact": "signed in",
    "security.contact_code": "signed in",
    "security.second_step": "public",
    "security.second_factor": "signed in",
    "security.second_factor_off": "signed in",
    "security.codes": "signed in",
    "security.draft": "signed in",
    "security.recovery": "public",
    "security.recovery.code": "public",
    "security.recovery.password": "public",
    "security.recovery.done": "public",
    "letters.list": "signed in",
    "letters.reading": "signed in",
    "letters.record": "signed in",
}
