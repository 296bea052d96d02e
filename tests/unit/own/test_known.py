"""Files are recognised by what they say of themselves; of others a guess is made."""

import json

import pytest
from onnx import TensorProto, helper

from mattebox import InvalidOption, UnusableNetwork
from mattebox.graph import structure, wire
from mattebox.own import descriptor, known


def network(given, shape, outputs, last="Sigmoid", metadata=None, kind=TensorProto.FLOAT):
    nodes = [helper.make_node("Relu", [given], ["inside"])]
    nodes += [node for name in outputs for node in _end(last, name)]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, end) for name, end in outputs.items()]
    graph = helper.make_graph(nodes, "n", [helper.make_tensor_value_info(given, kind, shape)], ends)
    model = helper.make_model(graph)
    helper.set_model_props(model, metadata or {})
    return structure.read(wire.in_memory(model.SerializeToString()))


def _end(last, name):
    return [
        helper.make_node(last, ["inside"], [f"{name} before"]),
        helper.make_node("Cast", [f"{name} before"], [name], to=TensorProto.FLOAT),
    ]


def square(side, channels=3):
    return [1, channels, side, side]


SEVEN = {str(1959 + each): square(320, 1) for each in range(7)}
FILES = {
    "ISNet general": (
        "isnet-general-use",
        "input_image",
        square(1024),
        {"o": square(1024, 1)},
        "max",
        0.5,
        "minmax",
    ),
    "ISNet anime": ("isnet-anime", "img", square(1024), {"mask": square(1024, 1)}, "max", 0.485, "minmax"),
    "U²-Net": ("u2net", "input.1", square(320), SEVEN, "max", 0.485, "minmax"),
    "U²-Net-p": ("u2netp", "input.1", square(320), SEVEN, "max", 0.485, "minmax"),
    "silueta": ("silueta", "input.1", square(320), SEVEN, "max", 0.485, "minmax"),
    "MODNet": ("modnet_photographic", "input", [1, 3, "h", "w"], {"output": [1, 1, "h", "w"]}, "none", 127.5, "unit"),
    "RMBG-1.4": ("RMBG-1.4", "input", square(1024), {"output": square(1024, 1)}, "255", 0.5, "minmax"),
    "RMBG-2.0": ("model", "pixel_values", square(1024), {"alphas": square(1024, 1)}, "255", 0.485, "unit"),
    "BiRefNet": ("model", "input_image", square(1024), {"output_image": square(1024, 1)}, "255", 0.485, "unit"),
    "BiRefNet HR": ("BiRefNet_HR-matting", "x", square(2048), {"y": square(2048, 1)}, "255", 0.485, "unit"),
    "InSPyReNet": ("inspyrenet", "input", square(1024), {"alpha": square(1024, 1)}, "255", 0.485, "unit"),
    "ormbg": ("ormbg", "input", square(1024), {"output": square(1024, 1)}, "255", 0, "minmax"),
    "withoutbg": ("focus", "rgb", square(1024), {"alpha": square(1024, 1)}, "255", 0, "unit"),
}


@pytest.mark.parametrize(("title", "file"), FILES.items(), ids=FILES)
def test_known_files_are_told_apart(title, file):
    name, given, shape, outputs, scale, mean, reach = file
    (spec,) = known.contracts(network(given, shape, outputs), name)
    assert title in spec.title
    assert (spec.scale, spec.mean[0], spec.range) == (scale, mean, reach)
    assert spec.licence and spec.link
    known.check(network(given, shape, outputs), spec)


def test_letterboxes_sigmoids_and_sizes_are_those_of_the_sources():
    (without,) = known.contracts(network("rgb", square(1024), {"alpha": square(1024, 1)}), "a")
    assert (without.fit, without.pad) == ("letterbox-top-left", (0, 0, 0))
    (lite,) = known.contracts(network("input_image", square(1024), {"output_image": square(1024, 1)}, "Neg"), "a")
    assert (lite.activation, lite.output, lite.width) == ("sigmoid", "output_image", 1024)
    (small,) = known.contracts(network("x", square(512), {"y": square(512, 1)}, "Neg"), "birefnet-lite-512")
    assert (small.title, small.activation, small.width) == ("BiRefNet", "sigmoid", 512)
    (inside,) = known.contracts(network("x", square(640), {"y": square(640, 1)}), "birefnet_640")
    assert (inside.kind, inside.activation) == ("alpha", "none")
    (people,) = known.contracts(network("input", [1, 3, "h", "w"], {"output": [1, 1, "h", "w"]}), "modnet")
    assert (people.width, people.multiple) == (0, 32)


def test_conflicting_sources_are_both_to_be_tried():
    first, second = known.contracts(network("x", square(1024), {"y": square(1024, 1)}), "BEN2_Base")
    assert {first.mean[0], second.mean[0]} == {0.5, 0.485} and "conflict" in first.note


def test_a_hash_tells_whatever_the_file_is_called():
    sha = "309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8"
    (spec,) = known.contracts(network("input.1", square(320), SEVEN), "renamed", sha)
    assert spec.title == "U²-Net-p"


def test_a_descriptor_in_the_file_comes_first():
    told = {"size": [32, 32], "mean": [0, 0, 0], "std": [1, 1, 1], "title": "Mine"}
    model = network("input_image", square(32), {"output_image": square(32, 1)}, metadata={"mattebox": json.dumps(told)})
    (spec,) = known.contracts(model, "u2netp")
    assert spec.title == "Mine"
    wrong = network("i", square(32), {"o": square(32, 1)}, metadata={"mattebox": "{}"})
    with pytest.raises(InvalidOption, match="neither size"):
        known.contracts(wrong, "n")


def test_unknown_ones_are_guessed():
    first, *others = known.contracts(network("x", square(512), {"y": square(512, 1)}), "mystery")
    assert (first.width, first.layout, first.kind, first.activation) == (512, "NCHW", "alpha", "none")
    assert len({first.mean, *(each.mean for each in others)}) == 4
    logits, *_ = known.contracts(network("x", square(512), {"y": square(512, 1)}, last="Neg"), "mystery")
    assert (logits.kind, logits.activation) == ("logits", "sigmoid")
    classes, *_ = known.contracts(network("x", square(512), {"y": square(512, 21)}, last="Neg"), "mystery")
    assert classes.kind == "classes"
    free, *_ = known.contracts(network("x", [1, "h", "w", 3], {"y": [1, "h", "w", 1]}), "mystery")
    assert (free.layout, free.width, free.multiple) == ("NHWC", 0, 32)
    several, *_ = known.contracts(network("x", square(512), {"fgr": square(512), "pha": square(512, 1)}), "mystery")
    assert several.output == "pha"
    for each in (first, logits, classes, free, several):
        assert descriptor.from_dict(descriptor.to_dict(each), "mystery") == each


@pytest.mark.parametrize(
    "model",
    [
        network("x", [1, 1000], {"y": [1, 10]}),
        network("x", square(224, 1), {"y": square(224, 1)}),
        network("x", square(224), {"y": square(224, 1)}, kind=TensorProto.INT64),
        network("x", square(224), {}),
    ],
    ids=["rank", "channels", "type", "no output"],
)
def test_what_takes_no_picture_is_refused(model):
    with pytest.raises(UnusableNetwork):
        known.contracts(model, "n")


def test_a_contract_must_fit_its_file():
    model = network("x", square(512), {"y": square(512, 1)})
    least = {"size": [512, 512], "mean": [0, 0, 0], "std": [1, 1, 1]}
    known.check(model, descriptor.from_dict(least, "n"))
    for change, text in (
        ({"input": "z"}, "input is 'z'; it can be x"),
        ({"output": "z"}, "output is 'z'; it can be y"),
        ({"output": 1}, "output is 1; it can be 0 to 0"),
        ({"size": [256, 512]}, r"size is \[256, 512\]; it can be \[512, 512\]"),
        ({"size": None, "multiple": 32}, r"size is None; it can be \[512, 512\]"),
    ):
        with pytest.raises(InvalidOption, match=text):
            known.check(model, descriptor.from_dict({**least, **change}, "n"))


def test_every_shipped_descriptor_is_one():
    for name, entry in known._known().items():
        for told in (entry["descriptor"], entry.get("or", entry["descriptor"])):
            spec = descriptor.from_dict(told, name)
            assert spec.licence and spec.link and spec.title, name
