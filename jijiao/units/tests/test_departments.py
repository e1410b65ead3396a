"""内设部门 as a tree: names once, no circle, order among siblings, nobody else's departments."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jijiao.audit.models import Event
from jijiao.lib.refusal import Refusal
from jijiao.testing.cast import Cast
from jijiao.units import departments
from jijiao.units.departments import Node, tree
from jijiao.units.models import Department


def opened(cast: Cast) -> list[Department]:
    return list(Department.everywhere.filter(unit=cast.hospital, closed_at__isnull=True))


def names(nodes: Sequence[Node]) -> list[object]:
    """A tree as nested lists of names."""
    return [
        item for node in nodes for item in (node.department.name, *([names(node.children)] if node.children else []))
    ]


def test_departments_lie_under_each_other_in_their_order(cast: Cast) -> None:
    by = cast.hospital_admin
    general = departments.add(cast.hospital, "普外科", parent=cast.surgery, leader="张主任", phone="8601", by=by)
    departments.add(cast.hospital, "骨科", parent=cast.surgery, by=by)
    departments.add(cast.hospital, "内科", by=by)
    departments.add(cast.hospital, "胃肠组", parent=general, by=by)
    assert names(tree(opened(cast))) == ["外科", ["普外科", ["胃肠组"], "骨科"], "内科"]
    departments.shift(general, up=False, by=by)
    assert names(tree(opened(cast))) == ["外科", ["骨科", "普外科", ["胃肠组"]], "内科"]
    departments.shift(general, up=False, by=by)  # already last
    departments.move(general, None, by=by)
    assert names(tree(opened(cast))) == ["外科", ["骨科"], "内科", "普外科", ["胃肠组"]]
    assert tree(opened(cast))[0].is_first
    assert tree(opened(cast))[-1].is_last


def test_a_name_is_taken_once_among_the_open_ones(cast: Cast) -> None:
    by = cast.hospital_admin
    with pytest.raises(Refusal, match="已有同名部门“外科”") as refused:
        departments.add(cast.hospital, "外科", by=by)
    assert refused.value.field == "name"
    other = departments.add(cast.hospital, "内科", by=by)
    with pytest.raises(Refusal, match="同名"):
        departments.edit(other, {"name": "外科"}, base={}, by=by)
    departments.close(cast.surgery, by=by)
    departments.edit(other, {"name": "外科"}, base={}, by=by)
    with pytest.raises(Refusal, match="同名"):
        departments.reopen(cast.surgery, by=by)


def test_no_circle_and_nobody_elses_department(cast: Cast) -> None:
    by = cast.hospital_admin
    below = departments.add(cast.hospital, "普外科", parent=cast.surgery, by=by)
    theirs = departments.add(cast.school, "教务处", by=cast.school_admin)
    for parent in (cast.surgery, below):
        with pytest.raises(Refusal, match="不能移到它自己或它的下级"):
            departments.move(cast.surgery, parent, by=by)
    with pytest.raises(Refusal, match="不是本单位的内设部门"):
        departments.move(cast.surgery, theirs, by=by)
    with pytest.raises(Refusal, match="不是本单位的内设部门"):
        departments.add(cast.hospital, "急诊科", parent=theirs, by=by)


def test_closing_and_opening_again(cast: Cast) -> None:
    by = cast.hospital_admin
    below = departments.add(cast.hospital, "普外科", parent=cast.surgery, by=by)
    with pytest.raises(Refusal, match="还有下级部门"):
        departments.close(cast.surgery, by=by)
    departments.close(below, by=by)
    departments.close(cast.surgery, by=by)
    for verb in (departments.close, lambda each, by: departments.edit(each, {"name": "新名"}, base={}, by=by)):
        with pytest.raises(Refusal, match="已停用"):
            verb(below, by=by)
    with pytest.raises(Refusal, match="上级部门“外科”已停用"):
        departments.add(cast.hospital, "骨科", parent=cast.surgery, by=by)
    departments.reopen(below, by=by)
    below.refresh_from_db()
    assert (below.closed_at, below.parent) == (None, None)
    assert Event.objects.filter(tag="department.reopen", subject_id=below.pk).exists()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 5)), max_size=25))
def test_whatever_is_moved_every_department_stays_in_the_tree_once(cast: Cast, moves: list[tuple[int, int]]) -> None:
    by, mark = cast.hospital_admin, Department.everywhere.count()
    rows = [departments.add(cast.hospital, f"部门{mark}-{n}", by=by) for n in range(6)]
    for which, to in moves:
        try:
            departments.move(rows[which], rows[to] if to >= 0 else None, by=by)
        except Refusal:
            continue
    flat: list[str] = []

    def walk(nodes: Sequence[Node]) -> None:
        for node in nodes:
            flat.append(node.department.name)
            walk(node.children)

    walk(tree(opened(cast)))
    assert sorted(flat) == sorted(row.name for row in opened(cast))
