"""The installation's own keys for signing certificates: a root and signers under it, made when first needed.

Each identity is one file `<kind>-<n>.pem` (private key, then certificate; 0600) in the secrets folder. A newer one is
made when the last nears its end; older roots stay trusted, so that old papers keep verifying.
"""

import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from jijiao.lib import clock

ROOT, SIGNER = "authority", "signer"
LIFE = {ROOT: timedelta(days=3650), SIGNER: timedelta(days=3 * 365)}
# renewed this long before the end: a root must outlive the signers it certifies
MARGIN = {ROOT: LIFE[SIGNER] + timedelta(days=30), SIGNER: timedelta(days=90)}
NAMES = {ROOT: "专业技术人员继续教育电子证书根证书", SIGNER: "专业技术人员继续教育电子证书签名"}


@dataclass(frozen=True)
class Identity:
    """A key with its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def root() -> Identity:
    """The present root, made once."""
    return _current(ROOT)


def signer() -> Identity:
    """The present signer, certified by the root."""
    return _current(SIGNER)


def roots() -> list[x509.Certificate]:
    """Every root this installation has had, oldest first: what its papers are trusted through."""
    root()
    return [_load(path).certificate for path in _files(ROOT)]


def signers() -> list[x509.Certificate]:
    """Every signer this installation has had, oldest first."""
    return [_load(path).certificate for path in _files(SIGNER)]


def root_as_pem() -> bytes:
    """The certificates of all roots, without keys, for people who verify offline."""
    return b"".join(each.public_bytes(serialization.Encoding.PEM) for each in roots())


def _folder() -> Path:
    return Path(settings.SECRETS) / "certificates"


def _files(kind: str) -> list[Path]:
    return sorted(_folder().glob(f"{kind}-[0-9][0-9][0-9][0-9].pem"))


def _current(kind: str) -> Identity:
    files = _files(kind)
    if files:
        last = _load(files[-1])
        if last.certificate.not_valid_after_utc - clock.now() > MARGIN[kind]:
            return last
    path = _folder() / f"{kind}-{len(files) + 1:04d}.pem"
    _write_once(path, _make(kind))
    return _load(path)


@lru_cache(maxsize=32)
def _load(path: Path) -> Identity:
    # a file is never changed once it is there
    pem = path.read_bytes()
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path.name} holds another kind of key")
    return Identity(key, x509.load_pem_x509_certificate(pem))


def _make(kind: str) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    is_root = kind == ROOT
    above = None if is_root else root()
    subject = _name(kind)
    issuing_key = above.key if above else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above.certificate.subject if above else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + LIFE[kind])
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(_usage(is_root), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing_key.public_key()), critical=False)
    )
    return Identity(key, builder.sign(issuing_key, hashes.SHA256()))


def _name(kind: str) -> x509.Name:
    """Names differ by a random part, so that two roots are never taken for one."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.COMMON_NAME, NAMES[kind]),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, secrets.token_hex(8)),
        ]
    )


def _usage(is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_cert_sign=is_root,
        crl_sign=is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write_once(path: Path, identity: Identity) -> None:
    """Of two processes that make the same file at once, both go on with the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(
            identity.key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        file.write(identity.certificate.public_bytes(serialization.Encoding.PEM))
    try:
        # link() refuses to replace
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
