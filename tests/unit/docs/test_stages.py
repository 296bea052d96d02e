"""The pictures of how it works are what the pipeline makes."""

import asyncio
import importlib.util
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image

from tools.here import ROOT

SCRIPT = ROOT / "docs" / "site" / "stages.py"
# Levels in the mean: what WebP at this quality changes, and the last bits of another processor's networks.
AS_SAVED = 3.0


def test_the_stages_are_those_of_the_pipeline(tmp_path):
    spec = importlib.util.spec_from_file_location("stages", SCRIPT)
    stages = sys.modules["stages"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(stages)
    with ThreadPoolExecutor(1) as thread:  # Playwright's loop may run in this one
        made = thread.submit(lambda: asyncio.run(stages.stages())).result()
    kept = {path.stem: path for path in stages.STAGES.glob("*.webp")}
    assert made.keys() == kept.keys()
    for name, pixels in made.items():
        with Image.open(kept[name]) as image:
            seen = np.asarray(image.convert(Image.fromarray(pixels).mode), np.float32)
        assert seen.shape == pixels.shape, name
        visible = pixels[..., 3] > 0 if pixels.shape[-1] == 4 else np.ones(pixels.shape[:2], bool)
        assert np.abs(seen - pixels)[visible].mean() < AS_SAVED, name
