"""What becomes of recipes in whichever Python runs this, in the folder where it is run.

There lie `recipes.json` (by name, as `Recipe.to_dict` has them), and uint8 arrays: `original.npy`, `cutout.npy` and
`ground.npy`, a picture for backgrounds, all (H, W, 4), and `mask.npy` (h, w). For each recipe it makes `NAME.cut.npy`,
the matte of the mask with the recipe's edges, and `NAME.file`, the cut-out finished and encoded.
"""

import json
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from mattebox.arrays import Float
from mattebox.browser import Desk
from mattebox.files import encode
from mattebox.files.metadata import Tags
from mattebox.finish import backdrop, render
from mattebox.finish.plate import Plate
from mattebox.imaging.rgba import flat
from mattebox.matte.low import low_picture
from mattebox.pipeline import Pipeline
from mattebox.progress import drain
from mattebox.subject.fusion import Subject
from mattebox.subject.sight import Sight

T = TypeVar("T")


async def _no_network(role: str, _: Float) -> Float:
    raise RuntimeError(f"nobody runs the {role} network here")


def _complete(work: Coroutine[Any, Any, T]) -> T:
    """Without an event loop: that of browsers cannot be waited for, and nothing here waits for anything."""
    while True:
        try:
            work.send(None)
        except StopIteration as done:
            result: T = done.value
            return result


def _main() -> None:
    desk = Desk("{}")
    original, cutout, around, mask = (np.load(f"{name}.npy") for name in ("original", "cutout", "ground", "mask"))
    subject = Subject(mask.astype(np.float32) / 255, True)
    sight = Sight(original, low_picture(flat(original, True)), subject, {}, True)
    for name, recipe in json.loads(Path("recipes.json").read_text()).items():
        recipe["finish"]["background"].pop("picture")
        for page in ("credentials", "smaller"):
            recipe["output"].pop(page)
        finish, output = desk.finishing(json.dumps(recipe["finish"])), desk.output(json.dumps(recipe["output"]))
        matte = _complete(Pipeline({}, _no_network).matte(sight, desk.edges(json.dumps(recipe["edges"]))))
        np.save(f"{name}.cut.npy", matte.rgba)
        rgba = cutout
        if not finish.plain:
            rgba = drain(render.render(Plate(cutout, original), finish, backdrop.ground(around)))
        parts: list[bytes] = []
        drain(encode.write(rgba, output, Tags(dpi=(240, 240)), finish.frame.dpi, parts.append))
        Path(f"{name}.file").write_bytes(b"".join(parts))


_main()
