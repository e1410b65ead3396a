"""The tree: paths, the authority as fallback, the second line of sight, one active unit per credit code."""

import pytest

from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.scoping.models import Unscoped
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.actions import install_regions
from jijiao.units.models import Guest, Region, Unit
from jijiao.units.queries import ancestors, authority_for_level


def test_a_unit_lies_under_its_superior_else_under_its_authority(cast: Cast) -> None:
    assert cast.hospital.path.startswith(cast.health.path)
    assert cast.school.path.startswith(cast.qingdao.path)
    assert ancestors(cast.clinic.path) == [cast.province.path, cast.health.path, cast.hospital.path]


def test_the_city_sees_a_provincial_departments_unit_as_a_guest(cast: Cast) -> None:
    assert not cast.hospital.path.startswith(cast.jinan.path)
    seen = Unit.objects.within(cast.jinan_admin.own_scope())
    assert cast.hospital in seen
    assert cast.school not in seen
    assert Guest.objects.filter(authority=cast.jinan, unit=cast.clinic).exists()


def test_the_manager_is_closed_without_a_scope(cast: Cast) -> None:
    with pytest.raises(Unscoped):
        Unit.objects.filter(name="x")


def test_a_credit_code_belongs_to_one_active_unit(cast: Cast) -> None:
    with pytest.raises(Refusal, match="信用代码"):
        make.unit("另一家", Unit.Kind.EMPLOYER, "370100", authority=cast.jinan, code=cast.hospital.credit_code)
    Unit.everywhere.filter(pk=cast.hospital.pk).update(status=Unit.Status.CLOSED)
    make.unit("另一家", Unit.Kind.EMPLOYER, "370100", authority=cast.jinan, code=cast.hospital.credit_code)


@pytest.mark.django_db
def test_the_regions_of_the_province_are_installed_once() -> None:
    assert install_regions(by=SYSTEM) == 1 + 16 + 136
    assert install_regions(by=SYSTEM) == 0
    assert Region.objects.get(code="370102").full_name == "山东省济南市历下区"
    county = authority_for_level("370102", "40")
    assert county is not None
    assert county.name == "济南市历下区人力资源和社会保障局"
    assert authority_for_level("370102", "20").region_id == "370000"
