"""The challenge (验证码): the browser's work is taken once, the picture and its spoken alternative say the same."""

import io
import re
import wave
from datetime import timedelta
from itertools import count

import pytest
from captcha.models import CaptchaStore
from django.test import Client

from jijiao.lib import clock
from jijiao.security import puzzles
from jijiao.security.puzzles import EASIEST, HARDEST, bits_for, issue, solved, zero_bits
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M2.1")]


@pytest.fixture(autouse=True)
def easy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser has a second for it, a test has not."""
    monkeypatch.setattr(puzzles, "EASIEST", 6)


def work(puzzle: str, bits: int = 6) -> str:
    return next(str(number) for number in count() if zero_bits(puzzle, str(number)) >= bits)


def found(pattern: str, page: str) -> str:
    """What the page has where the pattern says."""
    match = re.search(pattern, page)
    assert match is not None
    return match[1]


def failing_twice(cast: Cast) -> str:
    """The page after two failures, which asks for the challenge."""
    page = ""
    for _ in range(2):
        page = Client().post("/login/", typed(cast, "Wrong-1234")).content.decode()
    return page


def typed(cast: Cast, password: str = make.PASSWORD, **more: str) -> dict[str, str]:
    return {"user_type": "person", "login_name": cast.li_hat.account.document, "password": password, **more}


def test_the_second_failure_shows_the_challenge_and_work_passes_it_once(cast: Cast) -> None:
    page = failing_twice(cast)
    puzzle = found(r'name="puzzle" value="([^"]+)"', page)
    assert "data-challenge" in page
    answer = {"puzzle": puzzle, "solution": work(puzzle)}
    assert "还可以再试 2 次" in Client().post("/login/", typed(cast, "Wrong-1234", **answer)).content.decode()
    assert "验证码" in Client().post("/login/", typed(cast, **answer)).content.decode()
    fresh = issue(6)
    assert Client().post("/login/", typed(cast, puzzle=fresh, solution=work(fresh))).status_code == 302


def test_a_puzzle_is_ours_fresh_and_solved() -> None:
    puzzle = issue(6)
    wrong = next(str(number) for number in count() if zero_bits(puzzle, str(number)) < 6)
    for number in (wrong, "", "-1", "１", "1" * 13):
        assert not solved(puzzle, number)
    easier = puzzle.replace("6.", "0.", 1)
    assert not solved(easier, work(easier, 0))
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert not solved(puzzle, work(puzzle))
    assert solved(puzzle, work(puzzle))
    assert not solved(puzzle, work(puzzle))


def test_the_more_failures_the_more_work() -> None:
    assert [bits_for(failures) for failures in (0, 49, 10**6)] == [6, 6, HARDEST]
    assert EASIEST < HARDEST


def test_without_script_the_picture_is_typed_and_can_be_heard(cast: Cast) -> None:
    page = failing_twice(cast)
    key = found(r'name="challenge_0" value="([^"]+)"', page)
    shown = CaptchaStore.objects.get(hashkey=key)
    assert re.fullmatch(r"\d{5}", shown.response)
    audio = found(r'href="([^"]+\.wav)"', page)
    answer = Client().get(audio)
    with wave.open(io.BytesIO(answer.content)) as sound:
        assert 4 < sound.getnframes() / sound.getframerate() < 10
    assert Client().get(audio.replace(key, "0" * 40)).status_code == 404
    posted = typed(cast, challenge_0=key, challenge_1=shown.response)
    assert Client().post("/login/", posted).status_code == 302
    assert Client().post("/login/", posted | {"password": "Wrong-1234"}).status_code == 422
