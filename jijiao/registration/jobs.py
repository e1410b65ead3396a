"""After an application with a number that has an account: its owner is told, since the applicant was not."""

from typing import Any

from jijiao.accounts.models import Account
from jijiao.jobs.registry import job
from jijiao.jobs.run import Run
from jijiao.letters.actions import tell
from jijiao.lib.actor import SYSTEM
from jijiao.registration.actions import TELL_OWNER
from jijiao.registration.queries import KINDS

TITLE = "有人用您的证件号申请注册"
TEXT = (
    "{kind}（{name}）的申请使用了您的证件号，而您已是本系统用户，该申请不会通过。如是您本人，请撤回后勾选“已是本系统用户”重新提交，"
    "或直接登录；忘记密码请先找回。如不是您本人，不必理会，您的账号没有变化。"
)


@job(TELL_OWNER, label="告知账号本人")
def tell_owner(run: Run) -> None:
    """Tell the owner at the addresses of the account, never at those typed in the application.

    Only while it waits: once it was approved, the account that the number has is the applicant's own.
    """
    models: dict[str, Any] = {model.__name__: model for model in KINDS}
    with run.chunk(done=1, total=1):
        rows = models[run.payload["kind"]].everywhere.filter(pk=run.payload["registration"], open=True)
        for registration in rows:
            owners = Account.objects.filter(document_key=registration.document_key)
            text = TEXT.format(kind=registration.kind_name, name=registration)
            tell(owners, title=TITLE, text=text, channels=("site", "email", "sms"), by=SYSTEM)
