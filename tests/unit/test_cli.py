"""The command line's words become options, and wrong ones are refused before any work."""

import numpy as np
import pytest
from PIL import Image

from mattebox import cli, native
from mattebox.options.edges import Edges
from mattebox.pipeline import Cutout


@pytest.fixture
def asked(monkeypatch):
    """The options of each picture, with nothing cut."""
    seen = []

    class Pipeline:
        async def cut(self, image, options):
            seen.append(options)
            return Cutout(image, True, {"matte": 0.5}, ())

    monkeypatch.setattr(native, "pipeline", lambda models: Pipeline())
    return seen


@pytest.fixture
def run(tmp_path):
    source, target = tmp_path / "in.png", tmp_path / "out.png"
    Image.fromarray(np.full((4, 5, 3), 99, np.uint8)).save(source)

    def run(*words):
        return cli.main([str(source), str(target), "--models", str(tmp_path), *words]), target

    return run


def test_nothing_said_means_the_defaults(asked, run):
    status, target = run()
    assert status == 0 and target.exists()
    assert asked == [Edges()]


def test_edges_as_told(asked, run):
    words = "--edge hair --shift -2.5 --feather 3 --contrast 0.25 --decontaminate 0"
    assert run(*words.split())[0] == 0
    assert asked == [Edges("hair", -2.5, 3, 0.25, 0)]


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("edge", "wavy", "invalid choice: 'wavy'"),
        ("shift", "20.5", "shift is 20.5; it can be -20 to 20"),
        ("shift", "-21", "shift is -21.0; it can be -20 to 20"),
        ("feather", "-1", "feather is -1.0; it can be 0 to 20"),
        ("contrast", "1.1", "contrast is 1.1; it can be 0 to 1"),
        ("decontaminate", "nan", "decontaminate is nan; it can be 0 to 1"),
        ("feather", "much", "invalid float value: 'much'"),
    ],
)
def test_out_of_range_is_an_error_of_use(asked, run, capsys, name, value, complaint):
    with pytest.raises(SystemExit) as stop:
        run(f"--{name}", value)
    assert stop.value.code == 2
    assert complaint in capsys.readouterr().err
    assert asked == []
