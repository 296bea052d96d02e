"""The catalogue of models, read from catalog.toml: a missing, misspelt or ill-typed entry is an error here."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self, get_args

PATH = Path(__file__).with_name("catalog.toml")

Role = Literal["main", "draft", "original"]  # not shipped: model/compress makes the others from it
Weights = Literal["int8", "float32", "stored"]  # "stored": already rewritten and quantised, taken as it is
Kind = Literal["npm", "pypi", "deb", "file"]
Scale = Literal["none", "max"]
Range = Literal["unit", "minmax"]

AT = {"npm": "@", "pypi": "==", "deb": "="}  # how each client writes a version


@dataclass(frozen=True)
class Source:
    """Where a file comes from; `bytes` and `sha256` pin it.

    Kinds "npm", "pypi" and "deb" name a registry's package and the `member` taken out of it; without a member it is
    the package itself. Kind "file" is a file committed under model/, `member` its path there: no package, no download.
    """

    kind: Kind
    package: str
    version: str
    member: str
    download_bytes: int
    bytes: int
    sha256: str

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> Self:
        if table.get("kind") == "file":
            nothing = {"package": "", "version": "", "download_bytes": 0}
            if unknown := nothing.keys() & table.keys():
                raise ValueError(f"a committed file has no {', '.join(sorted(unknown))}")
            table = table | nothing
        return cls(**table)

    def __str__(self) -> str:
        if self.kind == "file":
            return f"file: model/{self.member}"
        return f"{self.origin}, {self.member}" if self.member else self.origin

    @property
    def origin(self) -> str:
        """The package, and whose it is."""
        return f"{self.kind}: {self.package}{AT[self.kind]}{self.version}"


@dataclass(frozen=True)
class Input:
    """tensor = (x − mean) / std, x the RGB values 0..255, for scale "max" divided by the picture's largest."""

    name: str
    width: int
    height: int
    multiple: int
    scale: Scale
    mean: tuple[float, float, float]
    std: tuple[float, float, float]


@dataclass(frozen=True)
class Output:
    """Range "unit": 0..1 as it stands; "minmax": to be stretched by the picture's own least and largest value."""

    name: str
    range: Range


@dataclass(frozen=True)
class Model:
    title: str
    role: Role
    weights: Weights
    licence: str
    licence_note: str
    source: Source
    input: Input
    output: Output

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> Self:
        parts = {
            "source": Source.from_table(table["source"]),
            "input": Input(**table["input"]),
            "output": Output(**table["output"]),
        }
        model = cls(**(table | parts))
        _check(model)
        return model


def load(path: Path = PATH) -> dict[str, Model]:
    return {name: Model.from_table(table) for name, table in tomllib.loads(path.read_text("utf-8")).items()}


def shipped() -> dict[str, Model]:
    return {name: model for name, model in load().items() if model.role != "original"}


def _check(model: Model) -> None:
    choices = (
        (model.role, Role),
        (model.weights, Weights),
        (model.source.kind, Kind),
        (model.input.scale, Scale),
        (model.output.range, Range),
    )
    for value, allowed in choices:
        if value not in get_args(allowed):
            raise ValueError(f"{model.title}: {value!r} is none of {get_args(allowed)}")
    if model.source.kind == "deb" or not model.source.member:
        raise ValueError(f"{model.title}: {model.source} is no ONNX file")
    if model.input.width % model.input.multiple or model.input.height % model.input.multiple:
        raise ValueError(f"{model.title}: the input size is no multiple of {model.input.multiple}")
