"""Which way up a picture lies: what its file says of that, and how it is turned upright.

Pillow turns TIFF itself while it loads, and finds what stands after a PNG's pixels only then: ask once it has loaded.
"""

from PIL import Image

# EXIF and TIFF: where the orientation stands, and what turns each of them upright.
TAG = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# The box of a JPEG 2000 file in which programs keep EXIF; Pillow passes it over.
_IN_JPEG_2000 = b"uuidJpgTiffExif->JP2"


def turn(picture: Image.Image) -> Image.Transpose | None:
    """What turns a picture upright that has loaded, as browsers see it: by EXIF's own word, not what repeats it.

    None: it is upright, or its EXIF is broken and says nothing.
    """
    if picture.format == "TIFF":
        return None
    try:
        exif = Image.Exif()
        exif.load(picture.info.get("exif", b""))
        return _UPRIGHT.get(int(exif.get(TAG, 1)))
    except Exception:
        return None


def adopt_exif(picture: Image.Image, data: bytes) -> None:
    """Have a picture know the EXIF of its file where Pillow does not look for it."""
    at = data.find(_IN_JPEG_2000) if picture.format == "JPEG2000" else -1
    if at >= 4:
        end = at - 4 + int.from_bytes(data[at - 4 : at], "big")
        picture.info["exif"] = b"Exif\0\0" + data[at + len(_IN_JPEG_2000) : end if end > at else None]
