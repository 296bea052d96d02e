"""What a file says of where its picture comes from, told before that is lost: see web/engine/python/provenance.js."""

import re

_AT_EACH_END = 1 << 20
_CREDENTIALS = b"jumdc2pa"
_GENERATED = re.compile(rb"[tT]rainedAlgorithmicMedia")


def notices(data: bytes) -> dict[str, dict[str, int]]:
    """``"has-credentials"``: there are Content Credentials. ``"made-by-ai"``: a source type of generative models."""
    ends = data if len(data) <= 2 * _AT_EACH_END else data[:_AT_EACH_END] + b"\n" + data[-_AT_EACH_END:]
    found = {"has-credentials": _CREDENTIALS in ends, "made-by-ai": bool(_GENERATED.search(ends))}
    return {code: {} for code, there in found.items() if there}
