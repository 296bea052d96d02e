"""Files as nobody should send them, made from a free photograph: damaged, mislabelled, huge, rare, and merely odd."""

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image, ImageCms

import tiff_files

ORIENTATION = 0x0112
MAKE, MAKER = 0x010F, "Mattebox"
SEED = 6

# Each kind of file is cut off after every sixteenth of it, and gets some bits flipped so many times.
CUTS = 16
FLIPPED = 3

# What one flipped file loses; the first bytes stay, so that it is still taken for its kind.
FLIPS = 12
HEAD = 64

# Of the pictures that a header claims, and of one that is truly that large but for its compression.
CLAIMED = (20_000, 14_000)
BOMB = (19_000, 10_000)
LONGEST = 65_535

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64">
<script>fetch("https://example.com/script")</script>
<image xlink:href="https://example.com/picture.png" width="64" height="64"/>
<foreignObject width="64" height="64"><img xmlns="http://www.w3.org/1999/xhtml" src="https://example.com/x"
 onerror="fetch('https://example.com/error')"/></foreignObject><circle cx="32" cy="32" r="20"/></svg>"""

# Those that are whole and of the photograph's colours and size, so that their pixels must be its own.
WHOLE = (
    *(f"usual.{ending}" for ending in ("jpg", "png", "webp", "gif", "bmp", "tiff", "avif", "heic")),
    *("cmyk.jpg", "cmyk.tiff", "lab.tiff", "grey.jpg", "grey-16.png", "grey-16.tiff", "colour-16.png", "palette.png"),
    *("key-clear.png", "clear.png", "clear.webp", "clear.heic", "clear.gif", "interlaced.png", "interlaced.gif"),
    *(
        "progressive.jpg",
        "lossless.webp",
        "deep.heic",
        "moving.gif",
        "moving.webp",
        "moving.png",
        "moving.avif",
        "one-frame.png",
        "usual.jfif",
        "usual.jpe",
        "usual.HIF",
        "usual",
        "two.mpo",
        "views.mpo",
        "thumbnail-first.tiff",
        "two.tiff",
    ),
)

Files = Iterator[tuple[str, bytes]]


def write(folder: Path, photo: Path) -> list[Path]:
    """All of them but the `bombs`; `photo`: what they are made of."""
    with Image.open(photo) as source:
        picture = source.convert("RGB").resize((192, 144), Image.Resampling.LANCZOS, box=(0, 0, 512, 384))
    paths = []
    for name, data in (*damaged(picture), *mislabelled(picture), *sizes(picture), *kinds(picture), *turned(picture)):
        paths.append(folder / name)
        paths[-1].write_bytes(data)
    return paths


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(picture).save(out, **options)
    else:
        picture.copy().save(out, kind, **options)
    return out.getvalue()


def usual(picture: Image.Image) -> dict[str, bytes]:
    """The kinds that people have, by their endings."""
    return {
        "jpg": saved(picture, "JPEG", quality=92),
        "png": saved(picture, "PNG"),
        "webp": saved(picture, "WEBP", quality=92),
        "gif": saved(picture, "GIF"),
        "bmp": saved(picture, "BMP"),
        "tiff": saved(picture, "TIFF", compression="tiff_lzw"),
        "avif": saved(picture, "AVIF", quality=90),
        "heic": saved(picture, "HEIF", quality=90),
    }


def damaged(picture: Image.Image) -> Files:
    chance = random.Random(SEED)
    for ending, whole in usual(picture).items():
        for sixteenth in range(1, CUTS):
            yield f"cut-{sixteenth:02}.{ending}", whole[: len(whole) * sixteenth // CUTS]
        for number in range(FLIPPED):
            flipped = bytearray(whole)
            for at in chance.sample(range(HEAD, len(whole)), FLIPS):
                flipped[at] ^= 1 << chance.randrange(8)
            yield f"flipped-{number}.{ending}", bytes(flipped)
        yield f"zeroed.{ending}", whole[:HEAD] + bytes(len(whole) - HEAD)
        yield f"tail.{ending}", whole + random.Random(SEED).randbytes(1000)


def bombs(folder: Path) -> list[Path]:
    """Pictures that are far larger than their files; they take their time."""
    paths = []
    for name, mode in {"bomb.png": "L", "bomb-1bit.png": "1"}.items():
        paths.append(folder / name)
        Image.new(mode, BOMB).save(paths[-1])
    return paths


def mislabelled(picture: Image.Image) -> Files:
    files = usual(picture)
    for ending, other in zip(files, [*list(files)[1:], *list(files)[:1]], strict=True):
        yield f"really-{ending}.{other}", files[ending]
    yield "empty.jpg", b""
    yield "byte.jpg", b"\xff"
    yield "text.png", b"Milk, eggs, bread.\n" * 99
    yield "page.jpg", b"<!doctype html><title>Not found</title><script>alert(1)</script>" * 20
    yield "archive.png", b"PK\x03\x04" + bytes(2000)
    yield "document.jpg", b"%PDF-1.7\n" + bytes(2000)
    yield "drawing.svg", SVG
    yield "drawing.png", SVG


def sizes(picture: Image.Image) -> Files:
    yield "1x1.png", saved(picture.resize((1, 1)), "PNG")
    yield "1x1.jpg", saved(picture.resize((1, 1)), "JPEG")
    yield "1x1.heic", saved(picture.resize((1, 1)), "HEIF")
    for name, size in {"tall": (1, LONGEST), "wide": (LONGEST, 1)}.items():
        yield f"{name}.png", saved(picture.resize(size), "PNG")
    files = usual(picture)
    for ending, patch in CLAIMS.items():
        yield f"claims-280mp.{ending}", patch(files[ending], *CLAIMED)
    yield "claims-nothing.png", CLAIMS["png"](files["png"], 0, 0)
    yield "claims-most.png", CLAIMS["png"](files["png"], 2**31 - 1, 2**31 - 1)


def _png_size(data: bytes, width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">II", width, height) + data[24:29]
    return data[:12] + head + struct.pack(">I", zlib.crc32(head)) + data[33:]


def _jpeg_size(data: bytes, width: int, height: int) -> bytes:
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def _heif_size(data: bytes, width: int, height: int) -> bytes:
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", width, height) + data[at + 8 :]


# How a kind of file says its size.
CLAIMS: dict[str, Callable[[bytes, int, int], bytes]] = {
    "png": _png_size,
    "jpg": _jpeg_size,
    "gif": lambda data, width, height: data[:6] + struct.pack("<HH", width, height) + data[10:],
    "bmp": lambda data, width, height: data[:18] + struct.pack("<ii", width, height) + data[26:],
    "avif": _heif_size,
    "heic": _heif_size,
}


def kinds(picture: Image.Image) -> Files:
    """What is whole and right, and must be read as what it is."""
    files = usual(picture)
    yield from ((f"usual.{ending}", data) for ending, data in files.items())
    yield from (
        (f"usual.{ending}", files[kind]) for ending, kind in {"jfif": "jpg", "jpe": "jpg", "HIF": "heic"}.items()
    )
    yield "usual", files["png"]
    pixels = np.asarray(picture)
    grey = np.asarray(picture.convert("L"))
    alpha = np.tile(np.linspace(0, 255, picture.width).astype(np.uint8), (picture.height, 1))
    clear = Image.fromarray(np.dstack([pixels, alpha]))
    yield "cmyk.jpg", saved(picture.convert("CMYK"), "JPEG", quality=95)
    yield "cmyk.tiff", saved(picture.convert("CMYK"), "TIFF")
    yield "lab.tiff", saved(lab(picture), "TIFF")
    yield "grey.jpg", saved(picture.convert("L"), "JPEG", quality=95)
    yield "grey-16.png", saved(Image.fromarray(grey.astype(np.uint16) * 257), "PNG")
    yield "grey-16.tiff", saved(Image.fromarray(grey.astype(np.uint16) * 257), "TIFF")
    yield "colour-16.png", sixteen_bits(pixels)
    yield "bilevel.png", saved(picture.convert("1"), "PNG")
    yield "palette.png", saved(picture.quantize(64), "PNG")
    yield "palette-clear.png", saved(picture.quantize(64), "PNG", transparency=bytes(range(0, 256, 4)))
    yield "key-clear.png", saved(picture, "PNG", transparency=tuple(int(v) for v in pixels[0, 0]))
    yield "clear.png", saved(clear, "PNG")
    yield "clear.webp", saved(clear, "WEBP", lossless=True, exact=True)
    yield "clear.heic", saved(clear, "HEIF", quality=95)
    yield "clear.gif", saved(clear.quantize(64), "GIF", transparency=0)
    yield "interlaced.png", interlaced(pixels)
    yield "interlaced.gif", saved(picture.quantize(64), "GIF", interlace=1)
    yield "progressive.jpg", saved(picture, "JPEG", quality=92, progressive=True)
    yield "lossless.webp", saved(picture, "WEBP", lossless=True)
    yield "p3.png", saved(picture, "PNG", icc_profile=p3())
    yield "p3-clear.png", saved(clear, "PNG", icc_profile=p3())
    yield "p3.jpg", saved(picture, "JPEG", quality=95, subsampling=0, icc_profile=p3())
    yield "p3.tiff", saved(picture, "TIFF", icc_profile=p3())
    yield "p3.heic", saved(with_profile(picture, p3()), "HEIF", quality=95)
    for ending in ("avif", "heic"):
        yield f"numbers-p3.{ending}", by_numbers(picture, ending, 12, 13)
        yield f"numbers-2020.{ending}", by_numbers(picture, ending, 9, 14)
        yield f"numbers-pq.{ending}", by_numbers(picture, ending, 9, PQ)
        yield f"numbers-hlg.{ending}", by_numbers(picture, ending, 9, HLG)
    yield "broken-profile.jpg", saved(picture, "JPEG", quality=92, icc_profile=p3()[:200] + bytes(200))
    yield "deep.heic", ten_bits(pixels)
    frames = [picture, picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
    for ending, kind in {"gif": "GIF", "webp": "WEBP", "png": "PNG"}.items():
        yield f"moving.{ending}", saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    yield "moving.avif", saved(frames[0], "AVIF", save_all=True, append_images=frames[1:], duration=100, quality=90)
    yield "one-frame.png", one_frame(saved(frames[0], "PNG"))
    for ending, kind in {
        "png": "PNG",
        "webp": "WEBP",
        "tiff": "TIFF",
        "gif": "GIF",
        "avif": "AVIF",
        "heic": "HEIF",
    }.items():
        yield f"cut-out.{ending}", saved(cut_out(picture.size), kind, **({"lossless": True} if kind == "WEBP" else {}))
    yield "icons.ico", saved(cut_out((256, 256)), "ICO", sizes=[(16, 16), (256, 256)])
    yield "two.tiff", saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    yield (
        "thumbnail-first.tiff",
        tiff_files.tiff(
            tiff_files.Page(picture.resize((64, 48)), {tiff_files.NEW_SUBFILE_TYPE: 1}), tiff_files.Page(picture)
        ),
    )
    yield "preview.dng", tiff_files.raw(picture.resize((1152, 864)))
    yield "no-preview.dng", tiff_files.raw(picture)
    yield "fuji.raf", b"FUJIFILMCCD-RAW 0201" + bytes(2000)
    yield "two.heic", two_in_heic(picture)
    yield "two.mpo", saved(frames[0], "MPO", save_all=True, append_images=frames[1:])  # last: it marks the frames
    yield "views.mpo", views(saved(frames[0], "MPO", save_all=True, append_images=frames[1:]))


def cut_out(size: tuple[int, int]) -> Image.Image:
    """A white body under a dark head, on transparency."""
    x, y = (np.linspace(-1, 1, side) for side in size)
    body, head = np.hypot(x / 0.6, (y[:, None] - 0.4) / 0.5), np.hypot(x / 0.25, (y[:, None] + 0.4) / 0.25)
    alpha = np.clip((1 - np.minimum(body, head)) * 20 * 255, 0, 255).astype(np.uint8)
    grey = np.where(body < head, 250, 40).astype(np.uint8)
    return Image.fromarray(np.dstack([grey, grey, grey, alpha]))


def one_frame(data: bytes) -> bytes:
    """A PNG that announces an animation of its own picture alone."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    width, height = struct.unpack(">II", data[16:24])
    animation = chunk(b"acTL", struct.pack(">II", 1, 0))
    animation += chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, width, height, 0, 0, 1, 10, 0, 0))
    return data[:33] + animation + data[33:]


def turned(picture: Image.Image) -> Files:
    """By every orientation that EXIF knows, and by ones that it does not."""
    for orientation in range(10):
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        yield f"turned-{orientation}.jpg", saved(picture, "JPEG", quality=95, exif=exif)
    for kind, ending in {"PNG": "png", "WEBP": "webp", "AVIF": "avif", "HEIF": "heic"}.items():
        for orientation in (2, 5, 6, 8):
            exif = Image.Exif()
            exif[ORIENTATION] = orientation
            yield f"turned-{orientation}.{ending}", saved(picture, kind, exif=exif.tobytes(), quality=95)
    for orientation in range(2, 9):
        for kind in ("tiff", "mpo", "jp2", "late.png"):
            yield f"turned-{orientation}.{kind}", lies(picture, orientation, kind)
    for ending in ("avif", "heic"):
        yield f"turned-by-exif-only.{ending}", exif_only(picture, ending)
    for name, block in {
        "noise": random.Random(SEED).randbytes(300),
        "endless": b"MM\0*\0\0\0\x08\xff\xff" + bytes(100),
        "loop": b"II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0",
    }.items():
        yield f"exif-{name}.jpg", saved(picture, "JPEG", quality=92, exif=b"Exif\0\0" + block)


def lies(picture: Image.Image, orientation: int, kind: str) -> bytes:
    """A file that wants its picture turned; `late.png` has EXIF after the pixels."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, MAKER
    match kind:
        case "tiff":
            return saved(picture, "TIFF", tiffinfo=dict(exif))
        case "mpo":
            return saved(picture, "MPO", save_all=True, append_images=[picture], exif=exif, quality=95)
        case "jp2":
            block = b"uuidJpgTiffExif->JP2" + exif.tobytes().removeprefix(b"Exif\0\0")
            return saved(picture, "JPEG2000") + struct.pack(">I", len(block) + 4) + block
        case "late.png":
            data = saved(picture, "PNG", exif=exif)
            at = data.index(b"eXIf") - 4
            end = at + 12 + int.from_bytes(data[at : at + 4], "big")
            return data[:at] + data[end:-12] + data[at:end] + data[-12:]
    return saved(picture, kind.upper(), exif=exif, quality=95, lossless=True)


def views(data: bytes) -> bytes:
    """The second picture of an MPO as another view of the first (CIPA DC-007: disparity); Pillow says nothing of it."""
    start = data.index(b"MPF\0") + 4
    order = "<" if data[start : start + 2] == b"II" else ">"
    for at in range(start, start + 200):
        if data[at : at + 2] == struct.pack(f"{order}H", 0xB002):
            entry = start + struct.unpack_from(f"{order}I", data, at + 8)[0] + 16
            return data[:entry] + struct.pack(f"{order}I", 0x020002) + data[entry + 4 :]
    raise ValueError("no list of pictures")


def two_in_heic(picture: Image.Image) -> bytes:
    file = pillow_heif.from_pillow(picture)
    file.add_from_pillow(picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    out = io.BytesIO()
    file.save(out, quality=95)
    return out.getvalue()


def exif_only(picture: Image.Image, ending: str) -> bytes:
    """HEIF's own boxes turn a picture; what EXIF says of that does not count."""
    exif = Image.Exif()
    exif[ORIENTATION + 1] = 6
    kind = {"avif": "AVIF", "heic": "HEIF"}[ending]
    data = saved(picture, kind, exif=exif.tobytes(), quality=95)
    other = struct.pack(">HH", ORIENTATION + 1, 3)
    assert data.count(other) == 1
    return data.replace(other, struct.pack(">HH", ORIENTATION, 3))


# By number of H.273: linear colours of BT.709 in BT.2020 (BT.2087) and Display P3.
TO_WIDER = {
    9: ((0.6274, 0.3293, 0.0433), (0.0691, 0.9195, 0.0114), (0.0164, 0.0880, 0.8956)),
    12: ((0.8225, 0.1774, 0.0), (0.0332, 0.9669, 0.0), (0.0171, 0.0724, 0.9108)),
}
PAPER_WHITE, PQ, HLG = 203, 16, 18


def by_numbers(picture: Image.Image, ending: str, primaries: int, transfer: int) -> bytes:
    """Colours told by numbers (nclx), without a profile; under PQ and HLG white is paper's."""
    linear = np.asarray(picture) / 255
    linear = np.where(linear <= 0.04045, linear / 12.92, ((linear + 0.055) / 1.055) ** 2.4)
    linear = np.clip(linear @ np.array(TO_WIDER[primaries]).T, 0, 1)
    if transfer == PQ:
        power = (linear * PAPER_WHITE / 10_000) ** 0.1593017578125
        encoded = ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375
    elif transfer == HLG:
        shown = linear * PAPER_WHITE / 1000
        scene = shown * np.maximum(shown @ np.array([0.2627, 0.678, 0.0593]), 1e-9)[..., None] ** (1 / 1.2 - 1)
        high = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073
        encoded = np.where(scene <= 1 / 12, np.sqrt(3 * scene), high)
    else:
        encoded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    wider = Image.fromarray(np.round(encoded * 255).astype(np.uint8))
    options = {"subsampling": "4:4:4"} if ending == "avif" else {"chroma": 444}
    data = saved(wider, {"avif": "AVIF", "heic": "HEIF"}[ending], quality=98, **options)
    usual = b"colrnclx" + struct.pack(">HH", 1, 13)
    assert data.count(usual) == 1
    return data.replace(usual, b"colrnclx" + struct.pack(">HH", primaries, transfer))


def p3() -> bytes:
    """Display P3 as phones attach it: a matrix profile."""
    return profile_of((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))


def profile_of(red: tuple[float, float], green: tuple[float, float], blue: tuple[float, float]) -> bytes:
    """An RGB profile with sRGB's curve and white and primaries of one's own (chromaticities), adapted by Bradford."""
    primaries = np.array([[x / y, 1, (1 - x - y) / y] for x, y in (red, green, blue)]).T
    white = np.array([0.95047, 1, 1.08883])
    to_xyz = primaries * np.linalg.solve(primaries, white)
    cones = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    d50 = np.array([0.96422, 1, 0.82521])
    adapted = np.linalg.inv(cones) @ np.diag(cones @ d50 / (cones @ white)) @ cones @ to_xyz
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for tag, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), adapted.T, strict=True):
        (at,) = struct.unpack(">I", data[data.index(tag) + 4 :][:4])
        data[at + 8 : at + 20] = struct.pack(">3i", *(round(value * 65536) for value in column))
    return bytes(data)


def with_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    copy = picture.copy()
    copy.info["icc_profile"] = profile
    return copy


def lab(picture: Image.Image) -> Image.Image:
    srgb, target = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    return ImageCms.profileToProfile(picture, srgb, target, outputMode="LAB")


def ten_bits(pixels: np.ndarray) -> bytes:
    deep = (pixels.astype(np.uint16) * 257).astype("<u2")
    file = pillow_heif.from_bytes("RGB;16", (pixels.shape[1], pixels.shape[0]), deep.tobytes())
    out = io.BytesIO()
    file.save(out, quality=95)
    return out.getvalue()


def sixteen_bits(pixels: np.ndarray) -> bytes:
    """Pillow writes no colour PNG of 16 bits."""
    rows = (pixels.astype(np.uint16) * 257).astype(">u2").reshape(len(pixels), -1).view(np.uint8)
    return png(pixels.shape[1], pixels.shape[0], 16, 0, np.insert(rows, 0, 0, axis=1).tobytes())


def interlaced(pixels: np.ndarray) -> bytes:
    """Nor one in Adam7 (PNG specification, 8.2)."""
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    parts = (pixels[y::down, x::right] for x, y, right, down in passes)
    rows = b"".join(np.insert(part.reshape(len(part), -1), 0, 0, axis=1).tobytes() for part in parts)
    return png(pixels.shape[1], pixels.shape[0], 8, 1, rows)


def png(width: int, height: int, bits: int, interlace: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, bits, 2, 0, 0, interlace)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
