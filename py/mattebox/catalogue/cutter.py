"""What is opened in whatever process pictures are cut: a session, and what signs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..cutout import Cutout
from ..own.running import open_networks
from ..recipe import Recipe
from ..session import Session
from ..subject.models import ModelSpec
from .order import Order
from .work import Sign


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens sessions; can be pickled.

    Attributes:
        threads: of the networks; None: as many as there are cores.
        model: ``standard``, a name, a file or a folder; see `Session`.
        background: a picture to put behind the subjects.
    """

    threads: int | None = None
    model: str = "standard"
    background: Path | None = None

    def __call__(self) -> "SessionCutter":
        """Make the networks ready. Raises NoNetworks; OSError if the background cannot be read."""
        picture = self.background.read_bytes() if self.background is not None else None
        session = Session(model=self.model, threads=self.threads)
        return SessionCutter(session, ", ".join(spec.name for spec in networks(self.model).values()), picture)


@dataclass(frozen=True, slots=True)
class SessionCutter:
    """A session, with the names of its networks and a picture for the background."""

    session: Session
    model: str
    background: bytes | None = None

    def cut(self, source: bytes, recipe: Recipe) -> Cutout:
        """As `Session.cut`."""
        return self.session.cut(source, **recipe.options, background=self.background)


def networks(model: str) -> Mapping[str, ModelSpec]:
    """By role. Raises as `Session`."""
    return open_networks(model).specs


def open_signer(order: Order) -> Sign | None:
    """What signs results, where that is wanted. Raises CredentialsError, OSError."""
    if order.key is None:
        return None
    from ..credentials import Signer

    return Signer(order.key, order.recipe)
