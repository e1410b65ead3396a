"""The pure flow: every move from every place."""

import pytest

from jijiao.reviews.flow import Flow, IllegalMove, State

FINISHED = [State.APPROVED, State.REJECTED, State.WITHDRAWN]


def test_each_desk_says_yes_and_the_last_yes_approves() -> None:
    first = Flow(stops=2).approve()
    assert (first.state, first.passed) == (State.PENDING, 1)
    last = first.approve()
    assert (last.state, last.passed) == (State.APPROVED, 2)


def test_any_desk_may_reject() -> None:
    assert Flow(stops=2).reject().state is State.REJECTED
    assert Flow(stops=2, passed=1).reject().state is State.REJECTED


def test_taking_back_is_possible_until_the_first_yes() -> None:
    assert Flow(stops=2).withdraw().state is State.WITHDRAWN
    with pytest.raises(IllegalMove, match="已有部门审核通过"):
        Flow(stops=2, passed=1).withdraw()


@pytest.mark.parametrize("state", FINISHED)
@pytest.mark.parametrize("move", ["approve", "reject", "withdraw"])
def test_what_is_decided_does_not_move(state: State, move: str) -> None:
    with pytest.raises(IllegalMove, match="已审核完毕"):
        getattr(Flow(stops=1, state=state), move)()


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN])
def test_a_corrected_request_starts_the_next_round_on_a_new_route(state: State) -> None:
    again = Flow(stops=1, state=state, round=1).resubmit(stops=3)
    assert again == Flow(stops=3, passed=0, state=State.PENDING, round=2)


@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED])
def test_only_what_came_back_can_be_handed_in_again(state: State) -> None:
    with pytest.raises(IllegalMove, match="重新提交"):
        Flow(stops=1, state=state).resubmit(stops=1)
