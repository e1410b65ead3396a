"""How a review moves, as a pure value: no database, no clock, no Django."""

from dataclasses import dataclass, replace
from enum import StrEnum

from jijiao.lib.refusal import Refusal


class IllegalMove(Refusal):
    """The review is not where this move could start; the message says where it is."""


class State(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


NAMES = {
    State.PENDING: "待审核",
    State.APPROVED: "通过",
    State.REJECTED: "驳回",
    State.WITHDRAWN: "已撤回",
}


@dataclass(frozen=True)
class Flow:
    """`stops`: how many desks the route has; `passed`: how many said yes in this round."""

    stops: int
    passed: int = 0
    state: State = State.PENDING
    round: int = 1

    def approve(self) -> "Flow":
        """One desk says yes; the last yes approves."""
        self._must_be_pending()
        passed = self.passed + 1
        return replace(self, passed=passed, state=State.APPROVED if passed == self.stops else State.PENDING)

    def reject(self) -> "Flow":
        self._must_be_pending()
        return replace(self, state=State.REJECTED)

    def withdraw(self) -> "Flow":
        """The applicant takes it back; only before the first desk decided."""
        self._must_be_pending()
        if self.passed:
            raise IllegalMove("已有部门审核通过，不能撤回；请联系正在审核的部门驳回")
        return replace(self, state=State.WITHDRAWN)

    def resubmit(self, stops: int) -> "Flow":
        """A corrected request sets out again on a route of `stops` desks, as the next round."""
        if self.state not in (State.REJECTED, State.WITHDRAWN):
            raise IllegalMove(f"只有被驳回或已撤回的申请可以重新提交，该申请现在是“{NAMES[self.state]}”")
        return Flow(stops=stops, round=self.round + 1)

    def _must_be_pending(self) -> None:
        if self.state is not State.PENDING:
            raise IllegalMove(f"该申请已审核完毕，结果为“{NAMES[self.state]}”")
