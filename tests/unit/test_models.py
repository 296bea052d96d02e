"""What models.json tells the pipeline."""

import json

from mattebox.subject import models


def test_models_are_read_by_role(tmp_path):
    tensor = {"width": 8, "height": 8, "multiple": 8, "scale": "none", "mean": [0, 0, 0], "std": [1, 1, 1]}
    entry = {"title": "T", "role": "main", "input": tensor, "output": {"range": "unit"}}
    (tmp_path / "models.json").write_text(json.dumps({"t": entry}))
    spec = models.read(tmp_path / "models.json")["main"]
    assert (spec.name, spec.title, spec.width, spec.std) == ("t", "T", 8, (1, 1, 1))
