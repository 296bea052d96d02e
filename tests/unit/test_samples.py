"""The page's samples are the photographs that they are said to be."""

import io
from pathlib import Path

from PIL import Image

from tools.here import WEB
from tools.samples import SAMPLES, samples


def test_samples_were_made_of_the_photographs(photos: dict[str, Path]):
    for name, file, *_ in SAMPLES:
        out = io.BytesIO()
        Image.open(photos[name]).convert("RGB").save(out, "JPEG", quality=92, optimize=True)
        assert (WEB / "samples" / file).read_bytes() == out.getvalue()


def test_the_page_is_told_of_all_that_there_are():
    assert sorted(WEB / sample["path"] for sample in samples()) == sorted((WEB / "samples").iterdir())
