"""Content Credentials: files that a key of the device has signed, checked by the page, by the C2PA project's native
reader and, for the signature itself, by hand."""

import base64
import hashlib
import io
import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from PIL import Image
from playwright.sync_api import Page, expect

import mattebox
from looks import axe_faults
from visitor import Cut, Visitor, cut, settle, wait_until

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import c2pa

pytestmark = pytest.mark.toys

KINDS = {"png": "image/png", "webp": "image/webp", "jpeg": "image/jpeg", "tiff": "image/tiff"}
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
GPS = 0x8825

OWN_KEY = """async () => {
  const request = indexedDB.open("mattebox.key");
  const database = await new Promise((done) => (request.onsuccess = () => done(request.result)));
  const asked = database.transaction("keys").objectStore("keys").get("own");
  const { key } = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  database.close();
  const taken = await crypto.subtle.exportKey("pkcs8", key).then(() => true, () => false);
  return { type: key.type, extractable: key.extractable, usages: key.usages, taken };
}"""
DATABASES = "async () => (await indexedDB.databases()).map(({ name }) => name)"
DROP_KEY = """() => new Promise((done, stuck) => {
  const request = indexedDB.deleteDatabase("mattebox.key");
  Object.assign(request, { onsuccess: done, onblocked: stuck, onerror: stuck });
})"""
KEPT = """async () => {
  const keys = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
  return keys.flat().map(({ url }) => new URL(url).pathname.split("/").pop());
}"""
BLOCK_STORAGE = (
    "() => Object.defineProperty(globalThis, 'indexedDB', { value: { open() { throw new Error('blocked'); } } })"
)
DROPPED = """([name, base64]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
  document.querySelector("#check").dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true }));
}"""


@pytest.fixture(scope="module")
def photo(photos: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The astronaut with a maker and a place."""
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 0.0)})
    target = tmp_path_factory.mktemp("signed") / "secret name.jpg"
    with Image.open(photos["astronaut"]) as picture:
        picture.convert("RGB").save(target, quality=95, exif=exif)
    return target


@pytest.fixture(scope="module")
def plain(page: Page, photo: Path) -> Cut:
    return cut(page, photo)


@pytest.fixture
def dialog(page: Page, plain: Cut) -> Iterator[Page]:
    """The save dialog open, everything at its default; afterwards so again."""
    page.bring_to_front()
    page.click("#open-output")
    yield page
    if page.locator("#output").is_hidden():
        page.click("#open-output")
    page.select_option("#format", "png")
    page.locator("#credentials").uncheck()
    page.keyboard.press("Escape")


def save(page: Page) -> bytes:
    with page.expect_download() as download:
        page.click("#save-output")
    assert settle(page) == "done"
    return Path(download.value.path()).read_bytes()


@pytest.fixture(scope="module")
def signed(page: Page, plain: Cut) -> bytes:
    """The PNG, signed by the key of this device."""
    page.bring_to_front()
    page.click("#open-output")
    page.locator("#credentials").check()
    return save(page)


def check(page: Page, data: bytes, name: str = "file.png") -> tuple[str, str]:
    """What the page says of a file: in a word, and all of it."""
    if page.locator("#check").is_hidden():
        page.click("#open-about")
        page.click("#open-check")
        page.locator("#check").wait_for()
    page.set_input_files("#check-file", {"name": name, "mimeType": "", "buffer": data})
    page.locator("#check:not([aria-busy])").wait_for()
    said = page.locator("#check").get_attribute("data-found") or ""
    words = page.locator("#check").inner_text()
    page.keyboard.press("Escape")
    return said, words


def native(data: bytes, kind: str = "image/png") -> dict[str, Any]:
    """What the C2PA project's native library reads."""
    with c2pa.Reader(kind, io.BytesIO(data)) as reader:
        return json.loads(reader.json())


def codes(store: dict[str, Any]) -> set[str]:
    return {status["code"] for status in store["validation_results"]["activeManifest"]["failure"]}


def certificate(data: bytes) -> tuple[bytes, bytes]:
    """COSE's protected header, and the certificate in it: {1: -7, 33: bytes}."""
    start = data.index(bytes.fromhex("a20126182159"))
    size = int.from_bytes(data[start + 6 : start + 8], "big")
    return data[start : start + 8 + size], data[start + 8 : start + 8 + size]


def content(data: bytes, label: bytes) -> bytes:
    """What a box of JUMBF holds, by its label."""
    start = data.index(label + b"\0") + len(label) + 1
    assert data[start + 4 : start + 8] == b"cbor"
    return data[start + 8 : start + int.from_bytes(data[start : start + 4], "big")]


def test_nothing_is_signed_unless_that_is_asked_for(dialog: Page, plain: Cut, regular: Visitor) -> None:
    expect(dialog.locator("#credentials")).not_to_be_checked()
    assert save(dialog) == plain.png
    assert b"c2pa" not in plain.png
    assert "mattebox.key" not in dialog.evaluate(DATABASES)
    assert not any("vendor/c2pa" in url for url in regular.requests)


def test_to_look_at_a_file_makes_no_key(page: Page, plain: Cut) -> None:
    said, words = check(page, plain.png)
    assert said == "none" and "has no Content Credentials" in words and "made no key yet" in words
    assert "mattebox.key" not in page.evaluate(DATABASES)


@pytest.mark.parametrize("kind", KINDS)
def test_signed_files_are_whole_and_say_what_was_done(dialog: Page, kind: str) -> None:
    dialog.select_option("#format", kind)
    unsigned = save(dialog)
    dialog.click("#open-output")
    dialog.locator("#credentials").check()
    data = save(dialog)
    store = native(data, KINDS[kind])
    assert store["validation_state"] == "Valid" and codes(store) == {"signingCredential.untrusted"}
    manifest = store["manifests"][store["active_manifest"]]
    opened, done = manifest["assertions"][0]["data"]["actions"]
    assert opened["action"] == "c2pa.opened"
    assert done["digitalSourceType"] == f"{SOURCE_TYPES}algorithmicallyEnhanced"
    assert done["description"] == "Background removed by a neural network"
    assert done["softwareAgent"] == {"name": "Mattebox", "version": mattebox.__version__}
    assert manifest["signature_info"]["issuer"] == "Self-made key, checked by nobody"
    for left in (b"secret", b"Maker", b"Exif\0\0MM*"):
        assert left not in data
    with Image.open(io.BytesIO(data)) as one, Image.open(io.BytesIO(unsigned)) as other:
        assert not one.getexif().get_ifd(GPS)
        np.testing.assert_array_equal(np.asarray(one), np.asarray(other))
    assert len(data) - len(unsigned) < 4000
    said, words = check(dialog, data)
    assert said == "unchanged" and "The key of this device" in words and "nothing generated" in words
    changed = bytearray(data)
    changed[len(data) // 2] ^= 1  # among the pixels
    said, words = check(dialog, bytes(changed))
    assert said == "changed" and "was changed after it was signed" in words
    assert "assertion.dataHash.mismatch" in codes(native(bytes(changed), KINDS[kind]))


def test_the_signature_is_that_of_the_certificate(signed: bytes, page: Page) -> None:
    header, der = certificate(signed)
    made = x509.load_der_x509_certificate(der)
    made.verify_directly_issued_by(made)
    assert not made.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert made.not_valid_after_utc.year == 9999
    key = made.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)
    # RFC 9052, 4.4: what is signed is ["Signature1", protected, nothing, payload].
    claim = content(signed, b"c2pa.claim.v2")
    both = [b"\x59" + len(part).to_bytes(2, "big") + part for part in (header, claim)]
    message = b"\x84\x6aSignature1" + both[0] + b"\x40" + both[1]
    raw = content(signed, b"c2pa.signature")[-64:]
    numbers = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key.verify(numbers, message, ec.ECDSA(hashes.SHA256()))  # raises where it is none
    spki = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    print_ = hashlib.sha256(spki).hexdigest()
    assert print_ in check(page, signed)[1].replace(" ", "")


@pytest.mark.usefixtures("signed")
def test_the_key_cannot_be_taken_out(page: Page) -> None:
    assert page.evaluate(OWN_KEY) == {"type": "private", "extractable": False, "usages": ["sign"], "taken": False}


def test_what_was_removed_changed_or_broken(signed: bytes, page: Page) -> None:
    out = io.BytesIO()
    with Image.open(io.BytesIO(signed)) as picture:
        picture.save(out, "PNG")
    assert check(page, out.getvalue())[0] == "none"
    claim = signed.index(b"Background removed")
    retouched = signed[:claim] + b"Background painted" + signed[claim + 18 :]
    assert check(page, retouched)[0] == "changed"
    assert check(page, signed + b"more")[0] == "changed"
    for rubbish in (b"", b"no picture", signed[:1000], signed[: len(signed) // 2]):
        said, words = check(page, rubbish, "rubbish.png")
        assert said == "unreadable" and "rubbish.png cannot be checked" in words
    assert check(page, signed)[0] == "unchanged"  # none of that stays


def test_a_claim_of_another_key_does_not_make_it_this_one(signed: bytes, page: Page) -> None:
    """The serial number and the name in a certificate are whatever its maker wrote there."""
    der = certificate(signed)[1]
    forged = signed.replace(der, der[:-1] + bytes([der[-1] ^ 1]))
    assert check(page, forged)[0] == "changed"


@pytest.mark.usefixtures("plain")
def test_a_file_can_be_dropped_on_the_check(signed: bytes, page: Page) -> None:
    page.click("#open-about")
    page.focus("#open-check")
    page.keyboard.press("Enter")
    page.locator("#check").wait_for()
    page.evaluate(DROPPED, ["dropped.png", base64.b64encode(signed).decode()])
    expect(page.locator("#check-state")).to_have_text("dropped.png is unchanged since it was signed.")
    page.keyboard.press("Escape")
    expect(page.locator("#check")).to_be_hidden()
    expect(page.locator("#filename")).to_have_text("secret name.jpg")  # nothing was cut out of it


@pytest.mark.usefixtures("signed")
def test_the_choice_is_remembered_and_the_library_kept(dialog: Page) -> None:
    dialog.locator("#credentials").check()
    again = dialog.context.new_page()
    again.goto(dialog.url)
    expect(again.locator("#credentials")).to_be_checked()
    again.close()
    wait_until(dialog, lambda: {"c2pa.js", "c2pa_bg.wasm"} <= set(dialog.evaluate(KEPT)), "the library in the cache")


@pytest.mark.usefixtures("signed")
def test_without_storage_it_is_said_what_to_do(dialog: Page) -> None:
    dialog.locator("#credentials").check()
    save(dialog)  # the worker is there
    for worker in dialog.workers:
        if worker.url.endswith("credentials-worker.js"):
            worker.evaluate(BLOCK_STORAGE)
    dialog.click("#open-output")
    dialog.click("#save-output")
    expect(dialog.locator("#message")).to_contain_text("keeps no key to sign with")
    expect(dialog.locator("#message")).to_contain_text("save the picture without Content Credentials")
    assert b"c2pa.signature" in retried(dialog)  # by another worker, which has not failed


def retried(page: Page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name="Try again").click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_on_the_check(signed: bytes, page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.click("#open-about")
    page.click("#open-check")
    page.locator("#check").wait_for()
    page.set_input_files("#check-file", {"name": "file.png", "mimeType": "", "buffer": signed})
    expect(page.locator("#check-facts")).to_contain_text("The key of this device")
    assert axe_faults(page) == []
    page.keyboard.press("Escape")
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("kind", ["png", "webp", "tiff"])
def test_what_the_original_has_is_told_and_carried_along(signed: bytes, page: Page, tmp_path: Path, kind: str) -> None:
    before = native(signed)
    original = tmp_path / "signed.png"
    original.write_bytes(signed)
    assert "has-credentials" in {notice["code"] for notice in cut(page, original).notices}
    expect(page.locator("#message")).to_contain_text("The picture has Content Credentials")
    page.click("#open-output")
    page.select_option("#format", kind)
    page.locator("#credentials").check()
    data = save(page)
    store = native(data, KINDS[kind])
    assert store["validation_state"] == "Valid"
    (parent,) = store["manifests"][store["active_manifest"]]["ingredients"]
    assert parent["relationship"] == "parentOf" and parent["active_manifest"] == before["active_manifest"]
    kept = store["manifests"][parent["active_manifest"]]["assertions"]
    assert kept == before["manifests"][before["active_manifest"]]["assertions"]
    # Nothing was taken away from it a second time, and that is not stated.
    actions = store["manifests"][store["active_manifest"]]["assertions"][0]["data"]["actions"]
    assert [each["action"] for each in actions] == ["c2pa.opened"]
    assert check(page, data)[0] == "unchanged"


def test_a_label_of_generative_ai_is_told_before_it_is_lost(photo: Path, page: Page, tmp_path: Path) -> None:
    label = b'<x a="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>'
    with Image.open(photo) as picture:
        picture.save(tmp_path / "made.jpg", xmp=label)
    assert "made-by-ai" in {notice["code"] for notice in cut(page, tmp_path / "made.jpg").notices}
    expect(page.locator("#message")).to_contain_text("made or edited by generative AI")


def test_other_keys_are_told_apart_and_the_own_one_can_be_wiped(signed: bytes, page: Page) -> None:
    page.evaluate(DROP_KEY)
    said, words = check(page, signed)
    assert said == "unchanged" and "Another key than this device's" in words and "made no key yet" in words
    page.click("#open-output")
    page.locator("#credentials").check()
    again = save(page)
    assert certificate(again)[1] != certificate(signed)[1]
    assert "The key of this device" in check(page, again)[1]
