"""Asks every page that takes a document number for known and unknown numbers, and tells how well the answers differ.

`answers(cast, count)` asks for `count` known and as many unknown numbers, shuffled, each in a new browser with empty
limiters. `auc` is how often a known one's value lies above an unknown one's: 0.5 says nothing, 1 says everything.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.test import Client

from jijiao.accounts import actions as accounts
from jijiao.accounts.models import Hat
from jijiao.demo.invented import document
from jijiao.lib.actor import SYSTEM
from jijiao.lib.documents import RESIDENT_CARD
from jijiao.testing.cast import Cast
from jijiao.web.models import Limit

FIRST = 100_000
CLASS = 64  # bytes: bodies of one class are told apart by nobody
SECRET = "Hai-tang_2031"


@dataclass(frozen=True)
class Number:
    text: str
    mobile: str
    email: str
    known: bool


@dataclass(frozen=True)
class Answer:
    """Of one page for one number: `seconds` from asking to the last byte."""

    page: str
    known: bool
    status: int
    length: int
    seconds: float


def auc(known: Sequence[float], unknown: Sequence[float]) -> float:
    """Area under the curve of the best threshold on one figure, never below one half."""
    ranked = sorted([(value, 1) for value in known] + [(value, 0) for value in unknown])
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        # equal values share the middle of their ranks
        total += sum(each for _, each in ranked[at:end]) * (at + end + 1) / 2
        at = end
    area = (total - len(known) * (len(known) + 1) / 2) / (len(known) * len(unknown))
    return max(area, 1 - area)


def numbers(count: int) -> list[Number]:
    """Twice `count` numbers in random order; every second one gets an account with mobile and e-mail."""
    found, hashed = [], make_password("Lan-hua_2026")
    for at in range(2 * count):
        number = _number(at)
        found.append(number)
        if number.known:
            account = accounts.register(
                document_kind=RESIDENT_CARD, document=number.text, name="陈示例", mobile=number.mobile,
                email=number.email, password_hash=hashed, by=SYSTEM,
            )  # fmt: skip
            accounts.give_hat(account, Hat.Kind.TECHNICIAN, by=SYSTEM)
    random.shuffle(found)
    return found


def _number(at: int) -> Number:
    return Number(document(FIRST + at), f"138{FIRST + at:08d}", f"n{at}@example.com", at % 2 == 0)


def answers(cast: Cast, count: int) -> Iterator[Answer]:
    """All pages for all numbers; the numbers of each page in an order of its own."""
    asks = pages(cast)
    registered, waiting = numbers(count), applied(cast, count)
    for page, ask, probed in (
        *((page, ask, registered) for page, ask in asks.items()),
        ("在审", asks["注册"], waiting),
    ):
        random.shuffle(probed)
        for number in probed:
            Limit.objects.all().delete()
            yield Answer(page, number.known, *ask(number))


def applied(cast: Cast, count: int) -> list[Number]:
    """As many numbers again; every second one waits in an application of somebody else's."""
    found = []
    for at in range(2 * count, 4 * count):
        number = _number(at)
        found.append(number)
        if number.known:
            Limit.objects.all().delete()
            Client().post("/register/person/", application(cast, number))
    return found


Ask = Callable[[Number], tuple[int, int, float]]


def pages(cast: Cast) -> dict[str, Ask]:
    """Page by page how a number is asked for."""

    def login(number: Number) -> tuple[int, int, float]:
        typed = {"user_type": "person", "login_name": number.text, "password": "Wrong-1234"}
        return timed(Client(), "/login/", typed)

    def recovery(number: Number) -> tuple[int, int, float]:
        return timed(Client(), "/recovery/", identity(number))

    def code(number: Number) -> tuple[int, int, float]:
        client = Client()
        client.post("/recovery/", identity(number))
        return timed(client, "/recovery/code/", {"code": "000000"})

    def registration(number: Number) -> tuple[int, int, float]:
        return timed(Client(), "/register/person/", application(cast, number), then="/register/record/")

    def invitation(number: Number) -> tuple[int, int, float]:
        client = Client()
        client.force_login(cast.hospital_admin.account)
        posted = {
            "document_kind": "111", "document": number.text, "real_name": "严新来", "mobile": "13900000001",
            "email": "yan@example.com", "landline": "", "department": "",
        }  # fmt: skip
        return timed(client, "/administrators/new/?way=add", posted)

    return {"登录": login, "找回": recovery, "验证码": code, "注册": registration, "邀请": invitation}


def identity(number: Number) -> dict[str, str]:
    """The worst case: whoever asks knows the address too."""
    return {"document_kind": "111", "document": number.text, "channel": "email", "address": number.email}


def application(cast: Cast, number: Number) -> dict[str, object]:
    return {
        "unit": cast.hospital.pk, "department": cast.surgery.pk, "document_kind": "111", "document": number.text,
        "password": SECRET, "password2": SECRET, "real_name": "赵申请", "mobile": "13700001234",
        "email": "zhao@example.com", "education": "21", "title_series": "04", "title_level": "2",
        "title": "副主任医师", "title_major": "普通外科", "title_on": "2020-12-01", "commitment": "on",
    }  # fmt: skip


def timed(client: Client, address: str, typed: Mapping[str, object], then: str = "") -> tuple[int, int, float]:
    """Status, length of the body (of the page `then` where that is what one sees), seconds of the answer."""
    started = time.perf_counter()
    answer = client.post(address, dict(typed))
    seconds = time.perf_counter() - started
    seen = client.get(then) if then and answer.status_code == 302 else answer
    return answer.status_code, len(seen.content), seconds
