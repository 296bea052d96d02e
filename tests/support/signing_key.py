"""Keys that can sign Content Credentials, vouched for by an authority that is made for them."""

import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


def put_key(path: Path) -> Path:
    """A signer's key with its certificate, and the authority's."""
    authority, signer = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(authority, authority, "Authority", authority=True)
    own = _certificate(signer, authority, "Signer", authority=False)
    pem = serialization.Encoding.PEM
    secret = signer.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(secret + own.public_bytes(pem) + root.public_bytes(pem))
    return path


def _certificate(
    key: ec.EllipticCurvePrivateKey, by: ec.EllipticCurvePrivateKey, name: str, *, authority: bool
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    named = {each: x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, each)]) for each in (name, "Authority")}
    usage = x509.KeyUsage(not authority, False, False, False, False, authority, False, False, False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(named[name])
        .issuer_name(named["Authority"])
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(authority, None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    )
    if not authority:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    return builder.sign(by, hashes.SHA256())
