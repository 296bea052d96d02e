"""The sRGB profile, judged by another colour management."""

import io

import numpy as np
from PIL import Image, ImageCms

from mattebox.imaging import srgb_profile


def test_it_is_srgb():
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile.srgb()))
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB"
    picture = Image.fromarray(np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8))
    same = ImageCms.profileToProfile(picture, profile, ImageCms.createProfile("sRGB"))
    assert same is not None
    assert np.abs(np.asarray(same).astype(np.int16) - np.asarray(picture)).max() <= 1
    assert len(srgb_profile.srgb()) < 600
