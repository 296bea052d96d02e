"""Networks that people bring, in onnxruntime. Not for browsers."""

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .. import native
from ..arrays import Float
from ..errors import NoNetworks, UnusableNetwork
from ..imaging.resample import resize_plane
from ..subject.models import ModelSpec
from ..subject.tensor import to_mask, to_tensor
from . import library
from .library import Kept

_INPUTS = {"tensor(float)": np.float32, "tensor(float16)": np.float16}


class OwnNetworks:
    """A person's network as the main one, ours as the draft. Several threads may ask at once.

    Attributes:
        specs: by role, ``main`` and ``draft``.
        ours: what takes its place where it fails.
    """

    def __init__(self, kept: Kept, threads: int | None = None, provider: str | None = None) -> None:
        """Args are those of `native.Networks`, and so are the errors. Nothing is loaded yet."""
        self.ours = native.Networks(native.own_networks(), threads, provider)
        self.specs = {**self.ours.specs, "main": kept.spec}
        self._kept, self._threads, self._provider = kept, threads, provider or native.CPU
        self._sessions: dict[int, Any] = {}
        self._failed: UnusableNetwork | None = None
        self._loading = threading.Lock()
        self._closed = False

    async def segment(self, role: str, tensor: Float) -> NDArray[Any]:
        """A `pipeline.Segmenter`. Raises UnusableNetwork where the network cannot be loaded or fails."""
        if role == "draft":
            return await self.ours.segment(role, tensor)
        return self.answer(tensor, self._kept.spec)

    def answer(self, tensor: Float, spec: ModelSpec) -> NDArray[Any]:
        """What the network says, as it says it. Raises UnusableNetwork."""
        session = self._session()
        given = session.get_inputs()[0]
        if given.type not in _INPUTS:
            raise UnusableNetwork(
                f"{spec.title} wants {given.type}; it can be tensor(float) or tensor(float16)", "input"
            )
        outputs = [each.name for each in session.get_outputs()]
        output = outputs[spec.output] if isinstance(spec.output, int) else spec.output
        try:
            (answer,) = session.run(
                [output], {spec.input or given.name: tensor.astype(_INPUTS[given.type], copy=False)}
            )
        except Exception as error:  # onnxruntime's have no base of their own
            raise _told(spec, error) from error
        return np.asarray(answer)

    def close(self) -> None:
        """Let go of them; what runs now ends as usual."""
        with self._loading:
            self._closed = True
            self._sessions.clear()
        self.ours.close()

    def _session(self) -> Any:
        key = os.getpid()  # a process that was forked off has none of its parent's threads
        with self._loading:
            if self._closed:
                raise NoNetworks("the session is closed; make a new one")
            if self._failed is not None:
                raise self._failed
            if key not in self._sessions:
                try:
                    self._sessions[key] = native.session(self._kept.path, self._threads, self._provider)
                except Exception as error:  # onnxruntime's have no base of their own
                    self._failed = _told(self._kept.spec, error)
                    raise self._failed from error
            return self._sessions[key]


def add(file: Path, spec: ModelSpec, name: str) -> Kept:
    """Keep a network that can be loaded here.

    Raises:
        UnusableNetwork: it cannot be; nothing is left behind.
        InvalidOption, OSError: as `library.keep`.
    """
    kept = library.keep(file, spec, name)
    trouble = _trouble(kept)
    if trouble is not None and kept.rewritten:  # older runtimes have no DeformConv
        library.remove(name)
        kept = library.keep(file, spec, name, rewrite=False)
        trouble = _trouble(kept)
    if trouble is not None:
        library.remove(name)
        raise trouble
    return kept


def _trouble(kept: Kept) -> UnusableNetwork | None:
    try:
        native.session(kept.path)
    except Exception as error:  # onnxruntime's have no base of their own
        return _told(kept.spec, error)
    return None


def open_networks(
    model: str | os.PathLike[str], threads: int | None = None, provider: str | None = None
) -> native.Networks | OwnNetworks:
    """The networks that are meant by ``standard``, a folder, or what `library.found` takes.

    Raises: as `native.Networks` and `library.found`.
    """
    if model == "standard":
        return native.Networks(native.own_networks(), threads, provider)
    own = None if Path(model).is_dir() else library.found(model)
    return native.Networks(Path(model), threads, provider) if own is None else OwnNetworks(own, threads, provider)


def likeliest(file: Path, specs: Sequence[ModelSpec], picture: Image.Image, wanted: Float) -> ModelSpec:
    """The contract with which a network sees best what a picture shows.

    Args:
        specs: the contracts to try; of equals the first is taken.
        picture: RGB.
        wanted: float32 (H, W) in 0..1, its subject.

    Raises:
        UnusableNetwork: it answers with no mask, whichever is tried.
    """
    networks = OwnNetworks(Kept(specs[0], file))
    found: list[tuple[float, int]] = []
    trouble: UnusableNetwork | None = None
    for index, spec in enumerate(specs):
        try:
            mask = to_mask(networks.answer(to_tensor(picture, spec), spec), spec, picture.size)
        except UnusableNetwork as error:
            trouble = error
            continue
        apart = float(np.abs(mask - resize_plane(wanted, mask.shape[::-1])).mean())
        found.append((round(apart, 3), index))
    networks.close()
    if not found:
        raise trouble or UnusableNetwork("there is no contract to try", "answer")
    return specs[min(found)[1]]


def _told(spec: ModelSpec, error: Exception) -> UnusableNetwork:
    text = " ".join(str(error).split())[:300]
    short = isinstance(error, MemoryError) or "bad_alloc" in text or "allocate" in text
    what = "needs more memory than there is" if short else "cannot be run"
    return UnusableNetwork(f"{spec.title} {what}: {text}", "memory" if short else "failed")
