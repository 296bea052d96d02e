"""Mattebox: background removal with numpy, Pillow and a salient-object network.

::

    import mattebox

    mattebox.cut("photo.jpg").save("cutout.png")

Nothing is imported or loaded before it is used. In browsers `mattebox.browser` takes the place of all that is here.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cutout import Cutout as Cutout
    from .cutout import Notice as Notice
    from .errors import Cancelled as Cancelled
    from .errors import InvalidOption as InvalidOption
    from .errors import InvalidSource as InvalidSource
    from .errors import MatteboxError as MatteboxError
    from .errors import NoNetworks as NoNetworks
    from .errors import RawPicture as RawPicture
    from .errors import TooLarge as TooLarge
    from .errors import TooLong as TooLong
    from .errors import UnreadableImage as UnreadableImage
    from .errors import UnusableNetwork as UnusableNetwork
    from .errors import WouldOverwrite as WouldOverwrite
    from .options.edges import Edges as Edges
    from .options.finish import Background as Background
    from .options.finish import Contact as Contact
    from .options.finish import Finish as Finish
    from .options.finish import Frame as Frame
    from .options.finish import Outline as Outline
    from .options.finish import Shadow as Shadow
    from .options.fixes import Closer as Closer
    from .options.fixes import Pick as Pick
    from .options.fixes import Stroke as Stroke
    from .options.fixes import Tidy as Tidy
    from .options.output import Output as Output
    from .options.presets import PRESETS as PRESETS
    from .progress import Watcher as Watcher
    from .recipe import Recipe as Recipe
    from .session import Session as Session
    from .session import acut as acut
    from .session import cut as cut
    from .subject.advice import Tip as Tip

__version__ = "0.9.0"

_HOMES = {
    "cutout": ("Cutout", "Notice"),
    "errors": (
        *("Cancelled", "InvalidOption", "InvalidSource", "MatteboxError", "NoNetworks", "RawPicture", "TooLarge"),
        *("TooLong", "UnreadableImage", "UnusableNetwork", "WouldOverwrite"),
    ),
    "options.edges": ("Edges",),
    "options.finish": ("Background", "Contact", "Finish", "Frame", "Outline", "Shadow"),
    "options.fixes": ("Closer", "Pick", "Stroke", "Tidy"),
    "options.output": ("Output",),
    "options.presets": ("PRESETS",),
    "progress": ("Watcher",),
    "recipe": ("Recipe",),
    "session": ("Session", "acut", "cut"),
    "subject.advice": ("Tip",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
