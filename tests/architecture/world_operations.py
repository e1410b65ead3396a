"""What the operators' doors hand over: an account, a merge, an identity check; only the one operator sees each."""

from jijiao.operations.identity import check_identity
from jijiao.operations.merging_people import merge_people
from jijiao.operations.models import Holder
from jijiao.testing import make
from jijiao.testing.cast import Cast
from tests.architecture.things import Thing, thing


def operations(cast: Cast) -> list[Thing]:
    kept, gone = (make.person(cast.clinic, "钱重复", 7100 + number) for number in (1, 2))
    merge = merge_people(kept, gone, reason="重复登记", by=cast.system_officer)
    holder = Holder.everywhere.get(pk=cast.wang_hat.account_id)
    check = check_identity(holder, way="video", reference="LX-1", note="核对原件", by=cast.operator)
    return [
        thing(holder, {"operator"}),
        thing(merge, {"system_officer"}),
        thing(check, {"audit_officer"}),
    ]
