"""Files as hosts send them: compressing the large ones takes longer than all else of a build."""

import gzip
import os
import zlib

from model.fetch import sha256

from .here import CACHE, put

# Bytes: what is larger is kept in the cache.
KEPT = 1 << 20


def zipped(data: bytes, level: int) -> bytes:
    """By gzip. The same bytes for the same data, whether kept or not."""
    if len(data) < KEPT:
        return gzip.compress(data, level, mtime=0)
    kept = CACHE / "zipped" / f"{sha256(data)[:16]}.{level}"
    if not is_of(data, kept.read_bytes() if kept.exists() else b""):
        part = kept.with_suffix(f".{os.getpid()}")
        put(part, gzip.compress(data, level, mtime=0))
        part.rename(kept)
    return kept.read_bytes()


def is_of(data: bytes, compressed: bytes) -> bool:
    try:
        return gzip.decompress(compressed) == data
    except (OSError, EOFError, zlib.error):
        return False
