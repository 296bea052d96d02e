"""rembg's two functions: change ``from rembg import`` to ``from mattebox.compat.rembg import``, and the rest stays.

What rembg takes and Mattebox has no counterpart for is refused by name, before any work. What differs:

* The networks are Mattebox's own, whatever the model is called; nothing is downloaded.
* The edge is always matted, so ``alpha_matting`` only asks for the kind *hair* everywhere; its thresholds say nothing.
* A picture without a subject comes back as it was.
"""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

from ..cutout import Cutout
from ..errors import InvalidOption, InvalidSource
from ..native import available
from ..options.edges import Edge, Edges
from ..options.mode import Mode
from ..session import Session as _Session
from ..session import usual

# How hard the subject is looked for, by the names of rembg's models for things of any kind.
MODELS: dict[str, Mode] = {
    "u2net": "standard",
    "u2netp": "fast",
    "silueta": "fast",
    "isnet-general-use": "standard",
    "birefnet-general-lite": "standard",
    "birefnet-general": "best",
}


class Session:
    """What `new_session` gives.

    Attributes:
        model_name: the name that it was asked for by.
        mode: what that means here.
    """

    def __init__(self, model_name: str, inner: _Session) -> None:
        self.model_name, self.mode, self._inner = model_name, MODELS[model_name], inner

    def cut(self, data: Any, edges: Edges) -> Cutout:
        return self._inner.cut(data, mode=self.mode, edges=edges)


def new_session(model_name: str = "u2net", *args: Any, **kwargs: Any) -> Session:
    """A session to be handed to `remove` again and again.

    Args:
        model_name: one of `MODELS`; rembg's other models are for one kind of thing only, or must be prompted.
        kwargs: ``providers``: names of onnxruntime's; the first that is there is taken.

    Raises:
        InvalidOption: another model, or another argument.
    """
    if model_name not in MODELS:
        raise InvalidOption(f"there is no model {model_name!r} here; there are {', '.join(MODELS)}")
    providers: Sequence[str] | None = kwargs.pop("providers", None)
    _refuse("new_session", args, kwargs)
    return Session(model_name, _Session(provider=_first(providers)) if providers else usual())


def remove(
    data: bytes | Image.Image | np.ndarray[Any, np.dtype[np.uint8]],
    alpha_matting: bool = False,
    alpha_matting_foreground_threshold: int = 240,
    alpha_matting_background_threshold: int = 10,
    alpha_matting_erode_size: int = 10,
    session: Session | _Session | None = None,
    only_mask: bool = False,
    post_process_mask: bool = False,
    bgcolor: Sequence[int] | None = None,
    force_return_bytes: bool = False,
    *args: Any,
    **kwargs: Any,
) -> bytes | Image.Image | np.ndarray[Any, np.dtype[np.uint8]]:
    """Remove the background of a picture.

    Args:
        data: a file's bytes, a Pillow image, or an array: uint8 (H, W), (H, W, 3) or (H, W, 4), colours in any order.
        alpha_matting: the edge is matted as hair everywhere, rather than where it looks like it. The three numbers that
            follow make a trimap in rembg; here they say nothing.
        session: of `new_session`, or a `mattebox.Session`.
        only_mask: the matte alone is given.
        post_process_mask: the edge is a crisp line.
        bgcolor: red, green, blue and, if wanted, alpha, each 0..255, put behind the subject.
        force_return_bytes: bytes are given whatever ``data`` is.
        kwargs: ``putalpha``: half-transparent pixels keep the picture's colours.

    Returns:
        Of the kind of ``data``: bytes of a PNG; a Pillow image, RGBA or, if ``only_mask``, L; an array, uint8 (H, W, 4)
        or (H, W).

    Raises:
        InvalidOption: an argument has no counterpart here (prompts of SAM, for example), or is out of its range.
        MatteboxError: the picture cannot be read, see `mattebox.Session.cut`.
    """
    if not isinstance(data, bytes | Image.Image | np.ndarray):
        raise InvalidSource(f"Input type {type(data)} is not supported; give bytes, a Pillow image or an array.")
    colour = _colour(bgcolor)
    keeps_colours = bool(kwargs.pop("putalpha", False))
    _refuse("remove", args, kwargs)
    edge: Edge = "clean" if post_process_mask else "hair" if alpha_matting else "auto"
    edges = Edges(edge, decontaminate=0.0 if keeps_colours else 1.0)
    cut = usual().cut(data, edges=edges) if session is None else session.cut(data, edges=edges)
    if only_mask:
        picture = cut.mask
    elif colour is None:
        picture = cut.image
    else:
        picture = Image.alpha_composite(Image.new("RGBA", cut.image.size, colour), cut.image)
    if isinstance(data, bytes) or force_return_bytes:
        return _png(picture)
    return picture if isinstance(data, Image.Image) else np.asarray(picture)


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _refuse(function: str, args: Sequence[Any], kwargs: dict[str, Any]) -> None:
    if args or kwargs:
        named = ", ".join(kwargs) or f"{len(args)} more arguments"
        raise InvalidOption(f"{function} takes {named} in rembg; Mattebox has nothing of the kind, leave it out")


def _colour(given: Sequence[int] | None) -> tuple[int, int, int, int] | None:
    if given is None:
        return None
    colour = (*given, 255)[:4] if len(given) in (3, 4) else ()
    if not colour or not all(isinstance(each, int) and 0 <= each <= 255 for each in colour):
        raise InvalidOption(f"bgcolor is {given!r}; it can be red, green, blue and alpha, each 0 to 255")
    red, green, blue, alpha = colour
    return red, green, blue, alpha


def _first(providers: Sequence[str]) -> str:
    names = [each if isinstance(each, str) else each[0] for each in providers]
    found = [name for name in names if name in available()]
    if not found:
        raise InvalidOption(f"providers are {', '.join(names)}; there are {', '.join(available())}")
    return found[0]
