"""Whether a file is a picture: by its ending, or else by its first bytes.

As the page has it: web/app/picture/kinds.js.
"""

import re

HEAD_BYTES = 32

ENDINGS = re.compile(
    r"\.(jpe?g|jpe|jfif|png|apng|webp|avif|gif|bmp|tiff?|hei[cf]s?|hif|jxl|jp2|j2k)$",
    re.IGNORECASE,
)

# How pictures begin.
_HEADS = re.compile(
    rb"""\xff\xd8\xff                                            # JPEG
    | \x89PNG\r\n
    | GIF8[79]a
    | RIFF.{4}WEBP
    | BM.{4}\0{4}
    | II[*+]\0 | MM\0[*+]                                        # TIFF
    | .{4}ftyp.*(?:avi[fs]|hei[cmsx]|hev[cx]|mif1|msf1)          # AVIF and HEIF by their brands (ISO/IEC 23008-12)
    | \xff\n | \0{3}.JXL\x20                                     # JPEG XL
    | \xffO\xffQ | \0{3}.jP\x20{2}                               # JPEG 2000
    """,
    re.VERBOSE | re.DOTALL,
)


def says_picture(name: str) -> bool:
    """Whether a file's name has the ending of a picture's."""
    return ENDINGS.search(name) is not None


def looks_like_picture(head: bytes) -> bool:
    """Whether a file that begins with these bytes, `HEAD_BYTES` of them or all it has, is a picture."""
    return _HEADS.match(head[:HEAD_BYTES]) is not None
