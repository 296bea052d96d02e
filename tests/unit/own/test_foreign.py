"""Our own networks, brought as if they were somebody's, cut as they do."""

import asyncio
import json
from dataclasses import replace

import numpy as np
import pytest

from discs import photo
from mattebox import native
from mattebox.own import descriptor, library
from mattebox.own.running import OwnNetworks
from mattebox.pipeline import Pipeline
from mattebox.subject import models


@pytest.mark.parametrize(("role", "side"), [("main", 256), ("draft", 256)], ids=["ISNet", "U²-Net-p"])
def test_ours_as_foreign_files_cut_the_same(models_dir, tmp_path, monkeypatch, role, side):
    specs = models.read(models_dir / "models.json")
    spec = replace(specs[role], width=side, height=side)
    monkeypatch.setattr(native, "own_networks", lambda: models_dir)
    monkeypatch.setattr(library, "folder", lambda: tmp_path / "kept")
    told = tmp_path / "told.json"
    told.write_text(json.dumps(descriptor.to_dict(spec)))
    file = models_dir / f"{spec.name}.onnx"
    kept = library.keep(file, library.contracts(file, told)[0], "foreign")

    ours = native.segmenter({"main": specs[role], "draft": specs["draft"]}, models_dir)
    foreign = OwnNetworks(kept)

    async def own(asked, tensor):  # with the draft in floats, too
        return await (foreign.segment(asked, tensor) if asked == "main" else ours(asked, tensor))

    both = [
        asyncio.run(Pipeline({**specs, "main": each}, segment).cut(photo()))
        for each, segment in ((spec, ours), (kept.spec, own))
    ]
    assert both[0].found
    np.testing.assert_array_equal(both[0].rgba, both[1].rgba)
