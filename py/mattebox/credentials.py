"""Content Credentials (C2PA) with a key of the person's own: files are signed, and what they state is read.

By c2pa-python, an extra; the statement is the page's, web/engine/credentials/manifest.js. Nobody is asked anything: no
list of whom to trust, no time stamp, no manifest from elsewhere.
"""

import io
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import __version__
from .cutout import Cutout
from .errors import MatteboxError
from .options.finish import Finish
from .recipe import Recipe

KINDS = {
    "png": "image/png",
    "png8": "image/png",
    "mask": "image/png",
    "webp": "image/webp",
    "jpeg": "image/jpeg",
    "tiff": "image/tiff",
}

# IPTC NewsCodes, Digital Source Type.
_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_ORIGINAL = "original"
# In an action's parameters: which step it was, for pages that say it in other languages.
_STEP = "mattebox.step"

_SETTINGS = {
    "verify": {"verify_trust": False, "verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False},
    "builder": {"thumbnail": {"enabled": False}},
}

# By step: the action (C2PA 2.2, 18.15), what it is called, and the source type.
_STEPS: dict[str, tuple[str, str, str | None]] = {
    "cut": ("c2pa.edited", "Background removed by a neural network", "algorithmicallyEnhanced"),
    "colour": ("c2pa.edited", "Plain colours put behind the subject", None),
    "picture": ("c2pa.edited", "Another picture put behind the subject", "composite"),
    "blur": ("c2pa.filtered", "Background blurred", None),
    "effects": ("c2pa.edited", "Shadow, outline or light added", None),
    "framed": ("c2pa.cropped", "Cropped, resized or rotated", None),
    "mask": ("c2pa.converted", "Saved as the mask alone", None),
}
_GROUNDS = {"none": None, "colour": "colour", "gradient": "colour", "picture": "picture", "blur": "blur"}


class CredentialsError(MatteboxError):
    """The key cannot sign, or the library is missing."""


def _library() -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import c2pa
    except ImportError as error:
        raise CredentialsError(
            'Content Credentials need the package c2pa-python; install it: pip install "mattebox[credentials]"'
        ) from error
    return c2pa


class Signer:
    """Signs files with the key of a PEM file.

    Args:
        key: holds the private key (PKCS#8; ECDSA on P-256, P-384 or P-521, Ed25519, or RSA of 2048 bits and more) and
            the certificates, the signer's first. Certificates must be of the kind that C2PA asks for (2.2, 14.5.1).
        recipe: by which the files are made.

    Raises:
        CredentialsError: c2pa-python is missing, or the file is none of that.
        OSError: it cannot be read.
    """

    def __init__(self, key: Path, recipe: Recipe) -> None:
        self._library = _library()
        self._recipe = recipe
        self._algorithm, self._key, self._certificates = _read(key)

    def __call__(self, data: bytes, cutout: Cutout) -> bytes:
        """The same file with a signed statement in it of what was done. Raises CredentialsError."""
        c2pa, out = self._library, io.BytesIO()
        algorithm = getattr(c2pa.C2paSigningAlg, self._algorithm)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                info = c2pa.C2paSignerInfo(algorithm, self._certificates, self._key, None)
                context = c2pa.Context(c2pa.Settings.from_dict(_SETTINGS))
                statement = manifest(steps(self._recipe, cutout), datetime.now(UTC))
                builder = c2pa.Builder(statement, context)
                with c2pa.Signer.from_info(info) as signer, builder:
                    builder.sign(signer, KINDS[self._recipe.output.format], io.BytesIO(data), out)
        except c2pa.C2paError as error:
            raise CredentialsError(f"the key cannot sign: {error}; see docs/command.md for keys that can") from error
        return out.getvalue()


def _read(key: Path) -> tuple[str, bytes, bytes]:
    """Algorithm, key and certificates of a PEM file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    data = key.read_bytes()
    try:
        private = serialization.load_pem_private_key(data, None)
        certificates = x509.load_pem_x509_certificates(data)
    except (ValueError, TypeError) as error:
        raise CredentialsError(
            f"{key} is no PEM file of a private key without a passphrase and its certificates ({error})"
        ) from error
    match private:
        case ec.EllipticCurvePrivateKey(curve=ec.SECP256R1()):
            algorithm = "ES256"
        case ec.EllipticCurvePrivateKey(curve=ec.SECP384R1()):
            algorithm = "ES384"
        case ec.EllipticCurvePrivateKey(curve=ec.SECP521R1()):
            algorithm = "ES512"
        case ed25519.Ed25519PrivateKey():
            algorithm = "ED25519"
        case rsa.RSAPrivateKey():
            algorithm = "PS256"
        case _:
            raise CredentialsError(f"{key} holds a key of a kind that Content Credentials do not know")
    pem = serialization.Encoding.PEM
    secret = private.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return algorithm, secret, b"".join(each.public_bytes(pem) for each in certificates)


def steps(recipe: Recipe, cutout: Cutout) -> list[str]:
    """What was done, in order."""
    finish = recipe.finish
    ground = _GROUNDS[finish.background.kind]
    lit = ground is not None and finish.match != Finish().match
    effects = bool(finish.shadow.opacity or finish.contact.opacity or finish.outline.width or lit)
    done = {
        "cut": cutout.found and all(notice["code"] != "already-cut" for notice in cutout.notices),
        "colour": ground == "colour",
        "picture": ground == "picture",
        "blur": ground == "blur",
        "effects": effects,
        "framed": finish.frame.moves,
        "mask": recipe.output.format == "mask",
    }
    return [step for step, was in done.items() if was]


def manifest(done: list[str], now: datetime) -> dict[str, Any]:
    """What c2pa's builder takes. now: in UTC."""
    agent = {"name": "Mattebox", "version": __version__}
    actions: list[dict[str, Any]] = [{"action": "c2pa.opened", "parameters": {"ingredientIds": [_ORIGINAL]}}]
    for step in done:
        action, description, source = _STEPS[step]
        told = {"when": f"{now:%Y-%m-%dT%H:%M:%SZ}", "softwareAgent": agent, "description": description}
        kind = {"digitalSourceType": _SOURCE_TYPES + source} if source else {}
        actions.append({"action": action, **told, "parameters": {_STEP: step}, **kind})
    return {
        "claim_generator_info": [agent],
        "ingredients": [{"label": _ORIGINAL, "relationship": "parentOf"}],
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": actions}, "created": True}],
    }


def read(data: bytes, kind: str) -> dict[str, Any] | None:
    """What a file states of itself.

    Args:
        kind: its media type, such as ``image/png``.

    Returns:
        ``signer`` (its certificate's name, or None), ``state`` (``Valid``, ``Trusted`` or ``Invalid``: changed since)
        and ``actions`` (what was done, in English); None where it states nothing.

    Raises:
        CredentialsError: c2pa-python is missing, or the statement cannot be read.
    """
    c2pa = _library()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = c2pa.Reader(kind, io.BytesIO(data), context=c2pa.Context(c2pa.Settings.from_dict(_SETTINGS)))
        except c2pa.C2paError as error:
            if "ManifestNotFound" in type(error).__name__ + str(error):
                return None
            raise CredentialsError(f"what it states cannot be read ({error})") from error
        with reader:
            active = reader.get_active_manifest() or {}
            state = reader.get_validation_state()
    stated = [each for each in active.get("assertions", []) if each["label"].startswith("c2pa.actions")]
    actions = [action for each in stated for action in each["data"]["actions"]]
    return {
        "signer": active.get("signature_info", {}).get("issuer"),
        "state": state,
        "actions": [action.get("description") or action["action"] for action in actions],
    }
