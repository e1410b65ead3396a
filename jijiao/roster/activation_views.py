"""Pages of 激活: the bulk act that issues links, and the page that a link opens."""

from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import HttpResponseBase
from django.shortcuts import redirect

from jijiao.accounts.signing_in import check_pair
from jijiao.administrators.candidate_forms import NewcomerForm
from jijiao.administrators.inviting import Owner
from jijiao.jobs.models import Job
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import compact
from jijiao.people.activating import account_of, activate, activation_by, claim
from jijiao.people.models import Activation
from jijiao.roster.forms import ClaimForm, LinksForm
from jijiao.roster.inviting import issue, issue_for
from jijiao.roster.views import chosen, filled
from jijiao.scoping.scope import Scope
from jijiao.web import limits
from jijiao.web.answers import done, show
from jijiao.web.request import Request

TRIES, A_QUARTER = 5, 15 * 60


def links(request: Request) -> HttpResponseBase:
    """批量发放激活链接."""
    form = filled(LinksForm(request.POST))
    asked = issue(chosen(request), form.cleaned_data["way"], by=request.hat)
    left = "；".join(f"{name}：{problem}" for name, problem in list(asked.problems.items())[:10])
    more = f"，{len(asked.problems)} 人未办理。{left}" if asked.problems else ""
    return done(request, f"正在发放{more}", "jobs.record", asked.job.ref)


def import_links(request: Request) -> HttpResponseBase:
    """给一次导入的人员发放激活链接."""
    own = Job.objects.within(Scope(account_id=request.hat.account_id))
    found = own.filter(ref=request.POST.get("import", "")).first()
    if found is None:
        raise Refusal("请从导入结果页面发放。")
    way = filled(LinksForm(request.POST)).cleaned_data["way"]
    return done(request, "正在发放", "jobs.record", issue_for(found, way, by=request.hat).ref)


def activation(request: Request, secret: str) -> HttpResponseBase:
    """The person with the link: the own number once more, and a password, new or that of the account there is."""
    found = activation_by(secret)
    account = account_of(found) if found is not None else None
    form = (ClaimForm if account else NewcomerForm)(request.POST if request.method == "POST" else None)
    form.fields["document"].help_text = "请输入您本人的证件号"
    if found is not None and form.is_valid():
        with form.catching():
            _check(found, form.cleaned_data["document"])
            messages.success(request, _opened(request, found, form.cleaned_data["password"], existing=bool(account)))
            return redirect("portal.login")
    return show(request, "roster/activation.html", {"activation": found, "form": form, "account": account})


def _opened(request: Request, found: Activation, password: str, *, existing: bool) -> str:
    if not existing:
        activate(found, make_password(password))
        return "账号已开通，请用证件号和刚才设置的密码登录"
    try:
        owner = check_pair(request, found.person.document, password)
    except Refusal as refusal:
        raise refusal.about("password") from refusal
    claim(found, owner, by=Owner(owner.pk, owner.name))
    return "账号已与单位名册关联，请用证件号和原密码登录"


def _check(found: Activation, document: str) -> None:
    if not limits.take(f"activation:{found.pk}", TRIES, A_QUARTER):
        raise Refusal("尝试次数过多，请 15 分钟后再试")
    if compact(document).upper() != compact(found.person.document).upper():
        raise Refusal("证件号与单位登记的不一致，请核对后重新填写", field="document")
