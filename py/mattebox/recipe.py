"""What is to be made of pictures, as one file that Python, the command and the page read and write."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar, get_args

from .errors import InvalidOption
from .options import checks, plain
from .options.edges import Edges
from .options.finish import Finish
from .options.fixes import Fix, read
from .options.mode import Mode
from .options.output import Output
from .options.presets import PRESETS

T = TypeVar("T")

_FIELDS = ("mode", "edges", "finish", "output")
# Of the output, as the page has it, what is no affair of who encodes.
_BESIDE = ("credentials", "smaller")


@dataclass(frozen=True, slots=True)
class Recipe:
    """All settings but corrections by hand, which belong to one picture.

    Attributes:
        mode: how hard the subject is looked for: ``fast``, ``standard`` or ``best``.
        edges: how the matte is made.
        finish: what is put around the subject. A picture for its background is no part of a recipe.
        output: the kind of file.
        credentials: whether files are to be signed (Content Credentials). ``Session.cut`` does not sign: whoever holds
            the key does.
        smaller: whether the page shall take its time to write a smaller PNG. Natively it is written as ever.

    Raises:
        InvalidOption: the mode does not exist.
    """

    mode: Mode = "standard"
    edges: Edges = field(default_factory=Edges)
    finish: Finish = field(default_factory=Finish)
    output: Output = field(default_factory=Output)
    credentials: bool = False
    smaller: bool = False

    def __post_init__(self) -> None:
        checks.choice("mode", self.mode, get_args(Mode))
        checks.choice("output.credentials", self.credentials, (True, False))
        checks.choice("output.smaller", self.smaller, (True, False))

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read a recipe; what is left out, at any depth, is the default.

        Args:
            values: ``mode``, ``edges``, ``finish`` (its fields, or a preset's name) and ``output``, as `to_dict` has
                them.

        Raises:
            InvalidOption: a field does not exist or is out of its range; the text names it.
        """
        if not isinstance(values, Mapping):
            raise InvalidOption(f"a recipe is {values!r}; it can be a mapping of its fields")
        if unknown := sorted(str(each) for each in values if each not in _FIELDS):
            raise InvalidOption(f"a recipe has no {', '.join(unknown)}; it has {', '.join(_FIELDS)}")
        output, beside = values.get("output"), dict[str, Any]()
        if isinstance(output, Mapping):  # they stand there in the file, for there the page has them
            beside = {name: output[name] for name in _BESIDE if name in output}
            output = {name: value for name, value in output.items() if name not in beside}
        return cls(
            mode=values.get("mode", "standard"),
            edges=edges_of(values.get("edges")),
            finish=finish_of(values.get("finish")),
            output=output_of(output),
            **beside,
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a recipe from JSON (UTF-8), as `from_dict` does. Raises InvalidOption for what is none."""
        try:
            values = json.loads(text)
        except ValueError as error:
            raise InvalidOption(f"the recipe is not JSON: {error}") from error
        return cls.from_dict(values)

    @classmethod
    def preset(cls, name: str) -> Self:
        """The recipe of one of the page's presets; their names are those of `mattebox.PRESETS`."""
        return cls(finish=finish_of(name))

    def to_dict(self) -> dict[str, Any]:
        """Plain data, complete, as the page has it: with ``output.credentials``, ``output.smaller`` and
        ``finish.background.picture`` (None)."""
        finish = plain.of(self.finish)
        return {
            "mode": self.mode,
            "edges": plain.of(self.edges),
            "finish": {**finish, "background": {**finish["background"], "picture": None}},
            "output": {**plain.of(self.output), **{name: getattr(self, name) for name in _BESIDE}},
        }

    def to_json(self) -> str:
        """Indented JSON, which `from_json` and the page read."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False) + "\n"

    @property
    def hash(self) -> str:
        """sha256, in hexadecimal, of the canonical JSON: what differs from the defaults, keys sorted, no spaces, whole
        numbers as integers.

        Two recipes that ask for the same have the same, also where a later version can be asked for more.
        """
        text = json.dumps(_difference(self.to_dict(), Recipe().to_dict()), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def options(self) -> dict[str, Any]:
        """Keyword arguments of ``Session.cut``: ``session.cut(picture, **recipe.options)``."""
        return {"mode": self.mode, "edges": self.edges, "finish": self.finish, "output": self.output}


def _difference(values: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
    others = {name: value for name, value in values.items() if value != usual[name]}
    parts = {name: _difference(value, usual[name]) for name, value in others.items() if isinstance(value, dict)}
    return {**others, **parts}


def edges_of(value: Edges | Mapping[str, Any] | None) -> Edges:
    """As `Edges`. Raises InvalidOption for what is none."""
    return _of(Edges, "edges", value)


def finish_of(value: Finish | Mapping[str, Any] | str | None) -> Finish:
    """As `Finish`; a string is a preset's name. Raises InvalidOption for what is none."""
    if isinstance(value, str):
        checks.choice("finish", value, tuple(PRESETS))
        return PRESETS[value]
    if isinstance(value, Mapping) and isinstance(ground := value.get("background"), Mapping) and "picture" in ground:
        if ground["picture"] is not None:
            raise InvalidOption(
                "finish.background.picture is given; a recipe holds none: hand it over beside it, as `background`"
            )
        value = {**value, "background": {each: ground[each] for each in ground if each != "picture"}}
    return _of(Finish, "finish", value)


def output_of(value: Output | Mapping[str, Any] | str | None) -> Output:
    """As `Output`; a string is a format. Raises InvalidOption for what is none."""
    return _of(Output, "output", {"format": value} if isinstance(value, str) else value)


def fixes_of(values: Sequence[Fix | Mapping[str, Any]] | None) -> tuple[Fix, ...]:
    """Corrections in their order, each as `Fix`. Raises InvalidOption for what is none."""
    return tuple(each if isinstance(each, Fix) else read(each) for each in values or ())


def _of(kind: type[T], name: str, value: T | Mapping[str, Any] | None) -> T:
    if value is None:
        return kind()
    return value if isinstance(value, kind) else plain.read(kind, name, value)
