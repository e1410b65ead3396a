"""What the operators' doors hand over: an account, a merge; nobody but the one operator sees them."""

from jijiao.operations.merging_people import merge_people
from jijiao.operations.models import Holder
from jijiao.testing import make
from jijiao.testing.cast import Cast
from tests.architecture.things import Thing, thing


def operations(cast: Cast) -> list[Thing]:
    kept, gone = (make.person(cast.clinic, "钱重复", 7100 + number) for number in (1, 2))
    merge = merge_people(kept, gone, reason="重复登记", by=cast.system_officer)
    holder = Holder.everywhere.get(pk=cast.wang_hat.account_id)
    return [thing(holder, {"operator"}), thing(merge, {"system_officer"})]
