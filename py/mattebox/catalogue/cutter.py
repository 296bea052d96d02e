"""What is opened in whatever process pictures are cut: a session, and what signs."""

from dataclasses import dataclass
from pathlib import Path

from ..cutout import Cutout
from ..recipe import Recipe
from ..session import Session
from .order import Order
from .work import Sign


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens sessions; can be pickled.

    Attributes:
        threads: of the networks; None: as many as there are cores.
        background: a picture to put behind the subjects.
    """

    threads: int | None = None
    background: Path | None = None

    def __call__(self) -> "SessionCutter":
        """Load the networks. Raises NoNetworks; OSError if the background cannot be read."""
        picture = self.background.read_bytes() if self.background is not None else None
        return SessionCutter(Session(threads=self.threads), picture)


@dataclass(frozen=True, slots=True)
class SessionCutter:
    """A session, with its picture for the background."""

    session: Session
    background: bytes | None = None

    @property
    def model(self) -> str:
        """The session's."""
        return self.session.model

    def cut(self, source: bytes, recipe: Recipe) -> Cutout:
        """As `Session.cut`."""
        return self.session.cut(source, **recipe.options, background=self.background)


def open_signer(order: Order) -> Sign | None:
    """What signs results, where that is wanted. Raises CredentialsError, OSError."""
    if order.key is None:
        return None
    from ..credentials import Signer

    return Signer(order.key, order.recipe)
