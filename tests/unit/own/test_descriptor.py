"""Descriptors say what is wrong with them, by field, and come back as they were."""

import json

import pytest

from mattebox import InvalidOption
from mattebox.own import descriptor

LEAST = {"size": [64, 96], "mean": [0, 0, 0], "std": [1, 1, 1]}


def test_what_is_left_out_is_usual():
    spec = descriptor.from_dict(LEAST, "n")
    assert (spec.name, spec.title, spec.height, spec.width, spec.multiple) == ("n", "n", 64, 96, 1)
    assert (spec.scale, spec.range, spec.output, spec.layout, spec.fit) == ("255", "unit", 0, "NCHW", "stretch")
    assert (spec.kind, spec.activation) == ("alpha", "none")


def test_logits_get_a_sigmoid_unless_they_say_otherwise():
    assert descriptor.from_dict({**LEAST, "kind": "logits"}, "n").activation == "sigmoid"
    assert descriptor.from_dict({**LEAST, "kind": "logits", "activation": "none"}, "n").activation == "none"


FULL = {
    "title": "T",
    "input": "i",
    "layout": "NHWC",
    "size": [64, 128],
    "multiple": 32,
    "fit": "letterbox-centred",
    "pad": [1, 2, 3],
    "divide": "max",
    "mean": [0.1, 0.2, 0.3],
    "std": [0.4, 0.5, 0.6],
    "output": "o",
    "activation": "sigmoid",
    "post": "minmax",
    "kind": "logits",
    "licence": {"name": "MIT", "link": "https://example.org/licence"},
    "note": "N",
}


@pytest.mark.parametrize("told", [FULL, {**FULL, "size": None, "fit": "stretch", "divide": 1, "output": 3}])
def test_they_come_back_as_they_were(told):
    spec = descriptor.from_json(json.dumps(told), "n")
    assert descriptor.to_dict(spec) == told
    assert descriptor.from_dict(descriptor.to_dict(spec), "n") == spec


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"colour": 1}, "'colour' is no field of a descriptor"),
        ({"size": None}, "neither size"),
        ({"size": [64]}, r"size is \[64\]; it can be \[height, width\]"),
        ({"size": [64, 1e9]}, r"size\[1\] is 1000000000.0; it can be 16 to 4096"),
        ({"size": [64, 100], "multiple": 32}, r"size is \[64, 100\]; both can be multiples of 32"),
        ({"multiple": 0}, "multiple is 0"),
        ({"multiple": "32"}, "multiple is '32'"),
        ({"size": None, "multiple": 32, "fit": "letterbox-centred"}, "fit is 'letterbox-centred', but"),
        ({"fit": "crop"}, "fit is 'crop'; it can be stretch, letterbox-top-left, letterbox-centred"),
        ({"pad": "#000000"}, "pad is '#000000'"),
        ({"pad": [0, 0, 256]}, r"pad\[2\] is 256; it can be 0 to 255"),
        ({"divide": 256}, "divide is 256; it can be 1, 255, max"),
        ({"divide": True}, "divide is True"),
        ({"divide": []}, r"divide is \[\]"),
        ({"mean": [0, 0]}, r"mean is \[0, 0\]"),
        ({"std": [1, 0, 1]}, r"std\[1\] is 0"),
        ({"std": [1, float("nan"), 1]}, r"std\[1\] is nan"),
        ({"output": -1}, "output is -1"),
        ({"output": ""}, "output is ''"),
        ({"activation": "tanh"}, "activation is 'tanh'; it can be none, sigmoid"),
        ({"post": "max"}, "post is 'max'; it can be none, minmax"),
        ({"kind": "depth"}, "kind is 'depth'; it can be alpha, logits, classes"),
        ({"layout": "HWC"}, "layout is 'HWC'; it can be NCHW, NHWC"),
        ({"title": 3}, "title is '3'"),
        ({"licence": "MIT"}, "licence is 'MIT'"),
        ({"licence": {"name": 3}}, "licence.name is '3'"),
        ({"licence": {"link": "javascript:alert(1)"}}, "licence.link is 'javascript:alert"),
    ],
)
def test_errors_name_the_field(change, text):
    with pytest.raises(InvalidOption, match=text):
        descriptor.from_dict({**LEAST, **change}, "n")


@pytest.mark.parametrize(
    "text", ["", "[", "[]", "3", b"\xff\xfe", "[" * 100_000], ids=["empty", "open", "list", "number", "bytes", "deep"]
)
def test_what_is_no_object_is_refused(text):
    with pytest.raises(InvalidOption):
        descriptor.from_json(text, "n")


@pytest.mark.parametrize("field", ["mean", "std"])
def test_what_must_be_told_is_asked_for(field):
    with pytest.raises(InvalidOption, match=f"has no {field}"):
        descriptor.from_dict({name: value for name, value in LEAST.items() if name != field}, "n")
