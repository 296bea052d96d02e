"""Recipes of all kinds: every background, frame and format, edges and modes."""

from typing import Any

SHADOWS = {"shadow": {"opacity": 0.4}, "contact": {"opacity": 0.5}}
RECIPES: dict[str, dict[str, Any]] = {
    "as it comes": {},
    "marketplace": {"finish": "marketplace"},
    "square": {"finish": "square"},
    "identity": {"finish": "identity"},
    "sticker": {"finish": "sticker"},
    "gradient": {"finish": {"background": {"kind": "gradient", "angle": 30}, **SHADOWS}},
    "picture": {"finish": {"background": {"kind": "picture", "fit": "contain", "x": 0.2}, "match": 0.7}},
    "turned": {"finish": {"frame": {"turn": 90, "tilt": -7.5}}},
    "hair": {"edges": {"edge": "hair", "shift": -1.5, "decontaminate": 0.4}},
    "clean": {"edges": {"edge": "clean", "feather": 2, "contrast": 0.5}},
    "webp": {"edges": {"shift": 3}, "output": {"format": "webp", "lossless": True}},
    "few colours": {"mode": "fast", "output": {"format": "png8"}},
    "mask": {"edges": {"edge": "soft"}, "output": {"format": "mask"}},
    "best": {"mode": "best", "finish": {"background": {"kind": "blur"}, "outline": {"width": 0.01}}},
    "tiff": {"output": {"format": "tiff", "metadata": "all"}},
    "jpeg": {"finish": {"background": {"kind": "colour", "colour": "#336699"}}, "output": {"format": "jpeg"}},
}
