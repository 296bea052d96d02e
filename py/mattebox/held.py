"""What is remembered of the pictures that were analysed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .files.metadata import Tags
from .live import Live
from .low_cache import LowCache
from .options.edges import Edges
from .options.fixes import Fix
from .options.mode import Mode
from .pipeline import Cutout
from .subject.models import ModelSpec
from .subject.sight import Sight

if TYPE_CHECKING:
    from .finish.plate import Plate

# More would not fit beside each other where pictures are large.
MOST = 2

Wishes = tuple[Edges, tuple[Fix, ...]]
"""What a cut-out was made with."""


@dataclass(slots=True)
class Held:
    """One picture as it was analysed in one mode.

    Attributes:
        id: number of its file.
        mode: in which it really was.
        sight: what was found.
        tags: what its file says.
        about: what whoever asked for it wants to know of it later.
        main: the network that decides; ours if None.
        cutout: the last one, with what it was made with; for another finish of it.
        plate: that one, ready to be finished.
        cache: what its edits share.
        live: its previews.
    """

    id: int
    mode: Mode
    sight: Sight
    tags: Tags = field(default_factory=Tags)
    about: Any = None
    main: ModelSpec | None = None
    cutout: tuple[Wishes, Cutout] | None = None
    plate: Plate | None = None
    cache: LowCache = field(init=False)
    live: Live = field(init=False)

    def __post_init__(self) -> None:
        self.cache = LowCache(self.sight)
        self.live = Live(self.sight, self.cache)


class HeldPictures:
    """An LRU cache by keys: the pictures at work, and of those that are done the last, to be edited without networks.

    A picture that was analysed in two modes counts twice.
    """

    def __init__(self) -> None:
        self._held: dict[str, Held] = {}  # from the oldest on
        self._in_use: list[str] = []  # as often as there are jobs
        self._forgotten: set[int] = set()  # will not come again, but are in use still

    def __getitem__(self, key: str) -> Held:
        return self._held[key]

    def get(self, key: str) -> Held | None:
        return self._held.get(key)

    def key_of(self, id: int) -> str | None:
        """The same picture as it was analysed in any mode."""
        return next((key for key, held in self._held.items() if held.id == id), None)

    def add(self, key: str, held: Held) -> None:
        self._held[key] = held

    def hold(self, key: str) -> None:
        """Not to be dropped until it is let go; it need not be there yet."""
        self._in_use.append(key)

    def let_go(self, key: str) -> None:
        self._in_use.remove(key)
        for id in tuple(self._forgotten):
            self.forget(id)

    def make_room(self, id: int) -> None:
        """Before another picture is analysed: what else is done goes, and of this picture what is too much."""
        done = [key for key in self._held if key not in self._in_use]
        for key in done:
            if self._held[key].id != id:
                self.remove(key)
        for key in done:
            if len(self._held) >= MOST:
                self.remove(key)

    def remove(self, key: str) -> None:
        """Free it, if it is there."""
        self._held.pop(key, None)

    def forget(self, id: int) -> None:
        """All of a picture that will not come again: what is in use, once it is let go."""
        mine = [key for key, held in self._held.items() if held.id == id]
        for key in mine:
            if key not in self._in_use:
                self.remove(key)
        if any(key in self._in_use for key in mine):
            self._forgotten.add(id)
        else:
            self._forgotten.discard(id)
