"""Signing a certificate's PDF (PAdES B-B, certified, no changes allowed) and checking that signature."""

import io
import logging
import re
from dataclasses import dataclass

from asn1crypto import cms
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from jijiao.certificates import authority
from jijiao.certificates.numbers import is_number
from jijiao.certificates.seal import seal_of

MAX_BYTES = 5 * 1024 * 1024
SHA256 = {"algorithm": "sha256", "parameters": None}
USAGE = {"digital_signature", "non_repudiation"}
_NUMBER = re.compile(r"SDJX[0-9]{18}[0-9A-Z]")

# a broken file is an ordinary answer here, not an event of the server
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a PDF's signature says. `number` is the certificate's, only when the file is valid. `reason` is Chinese."""

    valid: bool
    intact: bool = False
    trusted: bool = False
    number: str | None = None
    reason: str = ""


def sign(pdf: bytes, *, number: str) -> bytes:
    """The PDF with an invisible certifying signature of this installation."""
    identity = authority.signer()
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(_asn1(each) for each in authority.roots())
    key = identity.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(
        signing_cert=_asn1(identity.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(key),
        cert_registry=store,
        embed_roots=False,
    )
    meta = signers.PdfSignatureMetadata(
        field_name="Signature",
        name=authority.NAMES[authority.SIGNER],
        reason=f"继续教育证书 {number}",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        signer_key_usage=USAGE,
    )
    out = io.BytesIO()
    signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=signer, output=out)
    return out.getvalue()


def verify_pdf(content: bytes) -> Verdict:
    """Whether `content` is, byte for byte, a certificate that this installation signed."""
    if len(content) > MAX_BYTES:
        return Verdict(False, reason="文件超过 5M，不是本平台签发的证书。")
    try:
        # a stranger's file never reaches the PDF parser: only what our own key vouches for is opened
        found = seal_of(content)
    except Exception:
        # asn1crypto may raise anything on broken bytes, and none of it is a signature
        found = None
    if found is None:
        return Verdict(False, reason="文件上没有本平台的电子签名，或文件已损坏。")
    if not found.covers_all:
        return Verdict(False, trusted=True, reason="文件在签名之后被改动过。")
    try:
        return _verdict(content)
    except Exception:
        # what our key vouches for and still cannot be read was put together from pieces
        return Verdict(False, trusted=True, reason="文件在签名之后被改动过。")


def _verdict(content: bytes) -> Verdict:
    reader = PdfFileReader(io.BytesIO(content))
    found = reader.embedded_regular_signatures
    if len(found) != 1 or reader.embedded_timestamp_signatures:
        return Verdict(False, reason="文件上没有本平台的电子签名。")
    status = _status(found[0])
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE and _gap_is_plain(content, found[0])
    intact = status.intact and status.valid and whole and (status.bottom_line or not status.trusted)
    if not intact:
        return Verdict(False, trusted=status.trusted, reason="文件在签名之后被改动过。")
    if not status.trusted:
        return Verdict(False, intact=True, reason="文件上的电子签名不是本平台的。")
    number = _number(reader)
    if number is None:
        return Verdict(False, intact=True, trusted=True, reason="文件里没有证书编号。")
    return Verdict(True, intact=True, trusted=True, number=number, reason="签名有效，文件未被改动。")


def _status(signature: EmbeddedPdfSignature) -> PdfSignatureStatus:
    roots = [_asn1(each) for each in authority.roots()]
    # judged at the time it was signed: a paper outlives the signer's certificate
    context = ValidationContext(
        trust_roots=roots, moment=signature.self_reported_timestamp, allow_fetching=False, revocation_mode="soft-fail"
    )
    usage = KeyUsageConstraints(key_usage=USAGE)
    return validate_pdf_signature(signature, context, key_usage_settings=usage)


def _gap_is_plain(content: bytes, signature: EmbeddedPdfSignature) -> bool:
    """The bytes the signature cannot cover are just as this installation writes them: nothing can hide there.

    They hold the signature itself in capitals and zeros behind it, and of its own parts only what is signed may vary.
    """
    first, length, second, _ = (int(number) for number in signature.byte_range)
    gap = content[first + length : second]
    written = cms.ContentInfo.load(bytes.fromhex(gap[1:-1].decode()))
    der = written.dump(force=True)  # encoded anew, so that other ways to write the same values differ
    signed, signer = written["content"], written["content"]["signer_infos"][0]
    plain = (
        signed["version"].native == signer["version"].native == "v1"
        and [each.native for each in signed["digest_algorithms"]] == [SHA256]
        and signer["digest_algorithm"].native == SHA256
        and signed["encap_content_info"].native == {"content_type": "data", "content": None}
        and signer["sid"].chosen["issuer"].dump() == signature.signer_cert.issuer.dump()
    )
    return plain and gap == b"<" + der.hex().upper().encode().ljust(len(gap) - 2, b"0") + b">"


def _number(reader: PdfFileReader) -> str | None:
    found = _NUMBER.search(str(reader.trailer["/Info"]["/Keywords"]))
    return found[0] if found and is_number(found[0]) else None


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    pem = certificate.public_bytes(serialization.Encoding.DER)
    return next(iter(load_certs_from_pemder_data(pem)))
