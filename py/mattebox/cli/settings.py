"""All that the page's controls set, as options of the command, and the recipe that they make."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, get_args

import rich_click as click

from ..catalogue.order import Order
from ..cutout import format_of
from ..errors import InvalidOption
from ..options import edges, finish, mode, output
from ..options.presets import PRESETS
from ..recipe import Recipe

F = TypeVar("F", bound=Callable[..., Any])

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


class _Size(click.ParamType[list[int]]):
    name = "WxH"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> list[int]:
        match = re.fullmatch(r"(\d+)[x×](\d+)", str(value))
        return [int(match[1]), int(match[2])] if match else self.fail(f"{value!r} is no size; it can be 1080x1350")


class _Margin(click.ParamType[tuple[float, str]]):
    name = "PERCENT|PXpx"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> tuple[float, str]:
        match = re.fullmatch(r"(\d+(?:\.\d+)?)(%|px)?", str(value))
        if match is None:
            self.fail(f"{value!r} is no margin; it can be 6 (percent of the subject's longer side) or 40px")
        return float(match[1]), "px" if match[2] == "px" else "percent"


def _choice(values: Any) -> click.Choice[str]:
    return click.Choice(get_args(values))


@dataclass(frozen=True, slots=True)
class _Setting:
    """An option and the place in a recipe that it sets."""

    flag: str
    place: str
    kind: Any
    help: str
    metavar: str | None = None

    @property
    def name(self) -> str:
        return self.flag.removeprefix("--").replace("-", "_")


_NUMBER = click.FLOAT

SETTINGS: Mapping[str, tuple[_Setting, ...]] = {
    "Subject and edge": (
        _Setting("--mode", "mode", _choice(mode.Mode), "How hard the subject is looked for (default standard)."),
        _Setting("--edge", "edges.edge", _choice(edges.Edge), "The kind of edge (default auto)."),
        _Setting("--shift", "edges.shift", _NUMBER, "Move the edge outwards, or inwards if negative; -20 to 20.", "PX"),
        _Setting("--feather", "edges.feather", _NUMBER, "Blur the edge by this standard deviation; 0 to 20.", "PX"),
        _Setting("--contrast", "edges.contrast", _NUMBER, "1 makes the edge as hard as antialiasing allows.", "SHARE"),
        _Setting(
            "--decontaminate", "edges.decontaminate", _NUMBER, "Of the old background's colour taken out.", "SHARE"
        ),
    ),
    "Background, shadow, outline": (
        _Setting("--background-angle", "finish.background.angle", _NUMBER, "The gradient's direction.", "DEGREES"),
        _Setting("--background-fit", "finish.background.fit", _choice(finish.Fit), "How a picture fills it."),
        _Setting(
            "--background-x", "finish.background.x", _NUMBER, "Which part of a picture is seen; 0 is left.", "SHARE"
        ),
        _Setting("--background-y", "finish.background.y", _NUMBER, "Likewise; 0 is the top.", "SHARE"),
        _Setting(
            "--blur", "finish.background.blur", _NUMBER, "How far the original is blurred; 0.004 to 0.1.", "SHARE"
        ),
        _Setting("--match", "finish.match", _NUMBER, "How far the subject takes on the new light; 0 to 1.", "SHARE"),
        _Setting("--shadow", "finish.shadow.opacity", _NUMBER, "A drop shadow of this opacity; 0 to 1.", "OPACITY"),
        _Setting("--shadow-angle", "finish.shadow.angle", _NUMBER, "Where it falls, clockwise from up.", "DEGREES"),
        _Setting("--shadow-distance", "finish.shadow.distance", _NUMBER, "How far; 0 to 0.5.", "SHARE"),
        _Setting("--shadow-softness", "finish.shadow.softness", _NUMBER, "How soft; 0 to 0.2.", "SHARE"),
        _Setting("--shadow-colour", "finish.shadow.colour", str, "Its colour.", "#RRGGBB"),
        _Setting(
            "--contact", "finish.contact.opacity", _NUMBER, "A contact shadow of this opacity; 0 to 1.", "OPACITY"
        ),
        _Setting("--contact-softness", "finish.contact.softness", _NUMBER, "How soft; 0 to 0.2.", "SHARE"),
        _Setting("--outline", "finish.outline.width", _NUMBER, "A sticker's line of this width; 0 to 0.1.", "SHARE"),
        _Setting("--outline-colour", "finish.outline.colour", str, "Its colour.", "#RRGGBB"),
    ),
    "Frame": (
        _Setting("--turn", "finish.frame.turn", click.INT, "Quarter turns clockwise: 90, 180, 270.", "DEGREES"),
        _Setting("--tilt", "finish.frame.tilt", _NUMBER, "Straighten, clockwise; -45 to 45.", "DEGREES"),
        _Setting("--crop", "finish.frame.crop", _choice(finish.Crop), "What the frame lies around."),
        _Setting("--margin", "finish.frame.margin", _Margin(), "Around the subject: 6 (percent of it) or 40px."),
        _Setting("--fill", "finish.frame.fill", _NUMBER, "Share of the frame that the subject takes.", "SHARE"),
        _Setting("--aspect", "finish.frame.aspect", _NUMBER, "Width over height.", "RATIO"),
        _Setting("--size", "finish.frame.size", _Size(), "Width and height in pixels."),
        _Setting("--anchor", "finish.frame.anchor", _choice(finish.Anchor), "What is placed: head for ID photos."),
        _Setting("--move-x", "finish.frame.x", _NUMBER, "Move the subject by shares of the frame.", "SHARE"),
        _Setting("--move-y", "finish.frame.y", _NUMBER, "Likewise, down.", "SHARE"),
        _Setting("--dpi", "finish.frame.dpi", _NUMBER, "Pixels per inch to tell (default the original's).", "DPI"),
    ),
    "File": (
        _Setting(
            "--format", "output.format", _choice(output.Format), "What is written (default png, or OUT's ending)."
        ),
        _Setting("--quality", "output.quality", click.INT, "Of JPEG and WebP; 1 to 100 (default 90).", "NUMBER"),
        _Setting("--lossless", "output.lossless", click.BOOL, "Of WebP.", "yes|no"),
        _Setting("--metadata", "output.metadata", _choice(output.Metadata), "What of the original's is kept."),
    ),
}
_ALL = [setting for group in SETTINGS.values() for setting in group]


def recipe_options(command: F) -> F:
    """Give a command the options of which `order` makes a recipe."""
    for panel, settings in reversed(tuple(SETTINGS.items())):
        for setting in reversed(settings):
            told: dict[str, Any] = {"metavar": setting.metavar, "help": setting.help, "panel": panel}
            command = click.option(setting.flag, setting.name, type=setting.kind, **told)(command)
    path = click.Path(dir_okay=False, path_type=Path)
    for option in (
        click.option("--key", type=path, help="Sign: a PEM file of key and certificates.", panel="File"),
        click.option(
            "--background",
            metavar="none|blur|#RRGGBB|#RRGGBB,#RRGGBB|FILE",
            help="Put behind the subject: the blurred original, a colour, a gradient or a picture.",
            panel="Background, shadow, outline",
        ),
        click.option("--preset", type=click.Choice(tuple(PRESETS)), help="Begin with one of the page's presets."),
        click.option("--recipe", type=path, help="Begin with a JSON file, see docs/recipes.md."),
    ):
        command = option(command)
    for panel in reversed(("Options", *SETTINGS)):
        command = click.option_panel(panel)(command)
    return command


def order(given: dict[str, Any]) -> Order:
    """Take a command's options for a recipe out of all of them.

    Raises:
        InvalidOption: a value is out of its range, or the recipe's file is none.
    """
    values = {setting.place: given.pop(setting.name) for setting in _ALL}
    file, preset, ground = given.pop("recipe"), given.pop("preset"), given.pop("background")
    key = given.pop("key")
    plain = _beginning(file, preset).to_dict()
    if values["finish.frame.margin"] is not None:
        values["finish.frame.margin"], values["finish.frame.unit"] = values["finish.frame.margin"]
    picture = _set_background(values, ground)
    for place, value in values.items():
        if value is not None:
            *above, last = place.split(".")
            part = plain
            for name in above:
                part = part[name]
            part[last] = value
    recipe = Recipe.from_dict(plain)
    if recipe.finish.background.kind == "picture" and picture is None:
        raise InvalidOption("the recipe has a picture behind the subject; give that as --background FILE")
    if recipe.credentials and key is None:
        raise InvalidOption("the recipe asks for Content Credentials; give the signer's key as --key FILE")
    return Order(replace(recipe, credentials=key is not None), picture, key)


def _beginning(file: Path | None, preset: str | None) -> Recipe:
    if file is not None and preset is not None:
        raise InvalidOption("--recipe and --preset both tell what to begin with; give one of them")
    if preset is not None:
        return Recipe.preset(preset)
    if file is None:
        return Recipe()
    try:
        return Recipe.from_json(file.read_bytes())
    except OSError as error:
        raise InvalidOption(f"--recipe {file} cannot be read ({error.strerror})") from error


def _set_background(values: dict[str, Any], ground: str | None) -> Path | None:
    """The places that ``--background`` sets; returns the picture if it is one."""
    if ground is None:
        return None
    if ground in ("none", "blur"):
        values["finish.background.kind"] = ground
        return None
    colours = ground.split(",")
    if all(_COLOUR.fullmatch(colour) for colour in colours) and len(colours) <= 2:
        values["finish.background.kind"] = "colour" if len(colours) == 1 else "gradient"
        values["finish.background.colour"], values["finish.background.end"] = colours[0], (*colours, None)[1]
        return None
    if not Path(ground).is_file():
        raise InvalidOption(
            f"--background is {ground!r}; it can be none, blur, a colour like #ffcc00, two of them for a gradient, "
            "or a picture's file"
        )
    values["finish.background.kind"] = "picture"
    return Path(ground)


def with_ending(order: Order, target: Path, wanted: str | None) -> Order:
    """The format that a file's ending asks for.

    Args:
        wanted: the format that was asked for by an option, if any.

    Raises:
        InvalidOption: it is not known, or another one was asked for.
    """
    current = order.recipe.output.format
    kind = format_of(target, current)
    if wanted is not None and kind != wanted:
        raise InvalidOption(f"--format is {wanted}, but {target.name} will be {kind}; change one of them")
    return replace(order, recipe=replace(order.recipe, output=replace(order.recipe.output, format=kind)))
