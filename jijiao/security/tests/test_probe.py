"""Known and unknown numbers get the same status and length class of body; `make probe-identity` times them."""

from collections import defaultdict

import pytest

from jijiao.testing.cast import Cast
from jijiao.testing.probe import CLASS, answers, auc

COUNT = 10  # of each; the whole probe takes 1,000


@pytest.mark.django_db
@pytest.mark.covers("M2.2", "M2.3", "R0.2")
def test_no_page_says_whether_a_number_is_known(cast: Cast) -> None:
    seen: dict[str, dict[bool, set[tuple[int, int]]]] = defaultdict(lambda: defaultdict(set))
    for answer in answers(cast, COUNT):
        seen[answer.page][answer.known].add((answer.status, answer.length // CLASS))
    assert {page: groups[True] == groups[False] for page, groups in seen.items()} == dict.fromkeys(seen, True)
    assert len(seen) == 6
    assert {status for groups in seen.values() for status, _ in groups[True]} == {302, 422}


def test_the_measure() -> None:
    assert auc([1, 2, 3], [1, 2, 3]) == 0.5
    assert auc([4, 5], [1, 2, 3]) == 1
    assert auc([1, 2], [4, 5, 3]) == 1
    assert auc([1, 3], [2, 4]) == 0.75
