"""The signature of a signed PDF, found and checked without reading the PDF: bytes, a digest and one of our own keys."""

import hashlib
import re
from dataclasses import dataclass

from asn1crypto import cms
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from jijiao.certificates import authority

# as signing writes it: the ranges, then the signature in hexadecimal between them
_RANGES = re.compile(rb"/ByteRange \[0 (\d{1,8}) (\d{1,8}) (\d{1,8})\]")
_LARGEST = 64 * 1024  # bytes of a signature in hexadecimal


@dataclass(frozen=True, slots=True)
class Seal:
    """A signature by one of our keys. `covers_all`: it is over just these bytes, all of them but itself."""

    covers_all: bool


def seal_of(content: bytes) -> Seal | None:
    """The signature by one of this installation's keys in `content`, or None. May raise on broken signatures."""
    found = _RANGES.findall(content)
    if len(found) != 1:
        return None
    length, second, rest = map(int, found[0])
    gap = content[length:second]
    if not 2 < len(gap) <= _LARGEST or gap[:1] + gap[-1:] != b"<>":
        return None
    signed = cms.ContentInfo.load(bytes.fromhex(gap[1:-1].decode("ascii")))["content"]
    signer = signed["signer_infos"][0]
    if not _is_ours(signer):
        return None
    attributes = {each["type"].native: each["values"] for each in signer["signed_attrs"]}
    digest = hashlib.sha256(content[:length] + content[second:]).digest()
    return Seal(covers_all=second + rest == len(content) and digest == attributes["message_digest"][0].native)


def _is_ours(signer: cms.SignerInfo) -> bool:
    """Whether one of our keys signed the attributes."""
    # signed as a SET, stored with an implicit tag
    attributes = signer["signed_attrs"].untag().dump()
    for certificate in authority.signers():
        key = certificate.public_key()
        if isinstance(key, ec.EllipticCurvePublicKey) and _signed(key, signer["signature"].native, attributes):
            return True
    return False


def _signed(key: ec.EllipticCurvePublicKey, signature: bytes, content: bytes) -> bool:
    try:
        key.verify(signature, content, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
