"""The page's limits are the pipeline's: what the one takes of a recipe, the other takes, at the limits and beyond."""

from typing import Any, get_args

from mattebox import InvalidOption, Recipe
from mattebox.options import edges, finish, mode, output
from web_modules import evaluate

SMALL = [0.001, 0.004, 0.01, 0.02, 0.1, 0.2, 0.5]
LARGE = [1, 2, 10, 11, 20, 21, 45, 46, 90, 100, 101, 180, 360, 361, 2400, 2401, 7001]
CHOICES = (edges.Edge, finish.Ground, finish.Fit, finish.Crop, finish.Unit, finish.Anchor, mode.Mode)
WORDS = [word for kind in (*CHOICES, output.Format, output.Metadata) for word in get_args(kind)]
NONE = ["gif", "", "red", "#ffcc00", "#FFF", None, [], [10], [10, 20], [10, 7001]]
VALUES: list[Any] = [0, *SMALL, *LARGE, *(-each for each in SMALL + LARGE), *WORDS, *NONE]

TAKEN = """async (values) => {
  const { FIELDS } = await import("./engine/page/options.js");
  const takes = (check, value) => { try { check("x", value); return true; } catch { return false; } };
  const walk = (fields) => Object.entries(fields).flatMap(([name, check]) =>
    typeof check === "function"
      ? [[[name], values.map((value) => takes(check, value))]]
      : walk(check).map(([path, all]) => [[name, ...path], all]));
  return walk(FIELDS);
}"""

# A picture is no JSON; 0 and 1 are False and True to Python alone; a margin's limit hangs on its unit (see
# tests/node/app/recipe.test.mjs).
APART = {"finish.background.picture", "finish.frame.margin"}
APART |= {f"output.{name}" for name in ("credentials", "lossless", "smaller")}


def takes(path: list[str], value: Any) -> bool:
    for name in reversed(path):
        value = {name: value}
    try:
        Recipe.from_dict(value)
    except InvalidOption:
        return False
    return True


def test_the_same_values_are_taken() -> None:
    compared = [(path, taken) for path, taken in evaluate(TAKEN, VALUES) if ".".join(path) not in APART]
    for path, taken in compared:
        apart = [value for value, page in zip(VALUES, taken, strict=True) if takes(path, value) != page]
        assert apart == [], path
        assert any(taken) and not all(taken), path
    assert len(compared) > 30
