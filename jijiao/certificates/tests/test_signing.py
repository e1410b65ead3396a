"""The signature of a certificate: made by this installation's keys, broken by any changed byte."""

import random
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509

from jijiao.certificates import authority
from jijiao.certificates.pdf import render
from jijiao.certificates.signing import MAX_BYTES, sign, verify_pdf
from jijiao.certificates.tests.papers import SITE, figures
from jijiao.lib import clock

PAPER = figures()


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A secrets folder of the test's own."""
    monkeypatch.setattr(authority, "settings", SimpleNamespace(SECRETS=tmp_path))
    return tmp_path / "certificates"


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    return render(PAPER, site=SITE)


@pytest.fixture
def signed(secrets: Path, unsigned: bytes) -> bytes:
    return sign(unsigned, number=PAPER.number)


def test_a_signed_certificate_is_valid_and_says_its_number(signed: bytes) -> None:
    verdict = verify_pdf(signed)

    assert (verdict.valid, verdict.intact, verdict.trusted, verdict.number) == (True, True, True, PAPER.number)


def test_any_flipped_bit_breaks_it(signed: bytes) -> None:
    dice = random.Random(11)
    for place in dice.sample(range(len(signed)), 1000):
        changed = bytearray(signed)
        changed[place] ^= 1 << dice.randrange(8)
        assert not verify_pdf(bytes(changed)).valid, place


def test_any_flipped_bit_of_the_signature_itself_breaks_it(signed: bytes) -> None:
    start = signed.index(b"/Contents <") + len("/Contents <")
    length = len(signed[start : signed.index(b">", start)].rstrip(b"0"))
    for place in range(start, start + length, 29):
        changed = bytearray(signed)
        changed[place] = ord("7") if changed[place] != ord("7") else ord("6")
        assert not verify_pdf(bytes(changed)).valid, place


def altered(signed: bytes) -> Iterator[bytes]:
    yield signed + b"\n"
    yield signed + signed
    yield signed[:-1]
    start = signed.index(b"/Contents <") + len("/Contents <")
    end = signed.index(b">", start)
    yield signed[:start] + signed[start:end].lower() + signed[end:]
    yield signed[: end - 4] + b"BEEF" + signed[end:]
    yield signed + b"\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def test_added_or_cut_bytes_break_it(signed: bytes) -> None:
    for content in altered(signed):
        verdict = verify_pdf(content)
        assert not verdict.valid
        assert verdict.reason


STRANGE = [b"", b"%PDF-1.7", b"\0" * 1000, b"PK\x03\x04", b"/ByteRange [0 1 2 3]", b"%PDF-1.7\n" + b"<" * 100_000]


@pytest.mark.parametrize("content", STRANGE, ids=range(len(STRANGE)))
def test_other_files_are_no_certificates(secrets: Path, content: bytes) -> None:
    assert "没有本平台的电子签名" in verify_pdf(content).reason


def test_an_unsigned_copy_is_no_certificate(secrets: Path, unsigned: bytes) -> None:
    assert not verify_pdf(unsigned).valid


def test_a_huge_file_is_not_looked_at(secrets: Path) -> None:
    assert "5M" in verify_pdf(b"%PDF" + b"0" * MAX_BYTES).reason


def test_another_installation_is_not_trusted(signed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authority, "settings", SimpleNamespace(SECRETS=tmp_path / "other"))
    authority.signer()

    assert not verify_pdf(signed).valid


def test_keys_are_made_once_and_readable_by_the_owner_only(secrets: Path) -> None:
    assert authority.signer().certificate == authority.signer().certificate

    assert sorted(path.name for path in secrets.iterdir()) == ["authority-0001.pem", "signer-0001.pem"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in secrets.iterdir())
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700


def test_the_public_file_holds_no_key(secrets: Path) -> None:
    pem = authority.root_as_pem()

    assert b"PRIVATE" not in pem
    assert x509.load_pem_x509_certificate(pem).extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_of_two_that_make_keys_at_once_the_first_ones_stay(secrets: Path) -> None:
    first = authority.root()
    path = secrets / "authority-0001.pem"

    authority._write_once(path, authority._make(authority.ROOT))

    assert authority.root().certificate == first.certificate
    assert len(list(secrets.iterdir())) == 1


def test_a_signer_near_its_end_is_followed_by_a_new_one_and_old_papers_stay_valid(signed: bytes) -> None:
    old = authority.signer().certificate
    with clock.frozen(clock.now() + authority.LIFE[authority.SIGNER] - timedelta(days=30)):
        new = authority.signer().certificate
        assert new != old
        assert new.issuer == authority.root().certificate.subject
        assert len(authority.roots()) == 1
        assert verify_pdf(signed).valid


def test_a_root_is_followed_in_time_and_the_old_one_stays_trusted(signed: bytes) -> None:
    with clock.frozen(clock.now() + timedelta(days=8 * 365)):
        assert len(authority.roots()) == 2
        assert verify_pdf(signed).valid
        assert authority.root_as_pem().count(b"BEGIN CERTIFICATE") == 2
