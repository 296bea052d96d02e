"""What ONNX files hold, of whatever kind; and files that are none."""

import time
import tracemalloc

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from mattebox.errors import UnusableNetwork
from mattebox.graph import constants, structure, wire


def small():
    given = helper.make_tensor_value_info("input", TensorProto.FLOAT16, ["batch", 3, 32, None])
    answer = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 32, 32])
    weights = [
        numpy_helper.from_array(np.arange(6, dtype=np.float32).reshape(2, 3), "raw"),
        helper.make_tensor("listed", TensorProto.INT64, [3], [5, -1, 7]),
        helper.make_tensor("floats", TensorProto.FLOAT, [2], [0.5, -2]),
        helper.make_tensor("halves", TensorProto.FLOAT16, [1], np.array([1], np.float16), raw=False),
    ]
    nodes = [helper.make_node("Conv", ["input", "raw"], ["output"], strides=[2, -1], auto_pad="SAME_UPPER", group=3)]
    graph = helper.make_graph(nodes, "small", [given], [answer], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.x", 2)])
    helper.set_model_props(model, {"licence": "CC0"})
    return model


def read(data):
    return structure.read(wire.in_memory(data))


def test_structure_is_what_onnx_says():
    found = read(small().SerializeToString())
    assert found.opsets == {"": 17, "com.x": 2} and found.metadata == {"licence": "CC0"} and found.plain
    (given,), (answer,) = found.inputs, found.outputs
    assert (given.name, given.kind, given.shape) == ("input", structure.FLOAT16, ("batch", 3, 32, None))
    assert (answer.name, answer.kind, answer.shape) == ("output", structure.FLOAT, (1, 1, 32, 32))
    (node,) = found.nodes
    assert (node.op, node.inputs, node.outputs) == ("Conv", ("input", "raw"), ("output",))
    assert node.attributes == {"strides": (2, -1), "auto_pad": b"SAME_UPPER", "group": 3}


def test_constants_are_read_when_they_are_asked_for():
    found = read(small().SerializeToString())
    assert constants.values(found, found.initialisers["raw"]).tolist() == [[0, 1, 2], [3, 4, 5]]
    assert constants.values(found, found.initialisers["listed"]).tolist() == [5, -1, 7]
    assert constants.values(found, found.initialisers["floats"]).tolist() == [0.5, -2]


def test_external_data_are_told(tmp_path):
    model = small()
    onnx.save(model, tmp_path / "a.onnx", save_as_external_data=True, location="a.bin", size_threshold=0)
    found = read((tmp_path / "a.onnx").read_bytes())
    assert found.locations == {"a.bin"}
    raw = found.initialisers["raw"]
    assert raw.external.length == 24 and constants.values(found, raw) is None


def test_weights_are_not_loaded():
    model = small()
    model.graph.initializer.append(numpy_helper.from_array(np.zeros(4_000_000, np.float32), "large"))
    data = model.SerializeToString()
    tracemalloc.start()
    read(data)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 1_000_000


def endless():
    """Small fields, one after the other."""
    return b"\x3a" + wire.varint(3_000_000) + b"\x0a\x00" * 1_500_000 + b"\x08\x08" + b"\x42\x00"


HOSTILE = {
    "empty": b"",
    "text": b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 224000000\n",
    "zeros": bytes(1000),
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "a length of 2^60": b"\x3a" + wire.varint(1 << 60) + bytes(100),
    "a number without end": b"\x08" + b"\xff" * 1000,
    "a length without end": b"\x3a" + b"\xff" * 1000,
    "no graph": b"\x08\x08\x42\x02\x10\x11",
    "names that are no text": b"\x08\x08\x42\x02\x10\x11" + b"\x3a\x06\x0a\x04\x22\x02\xff\xfe",
    "a number for a graph": b"\x08\x08\x42\x02\x10\x11\x38\x05",
    "groups": b"\x0b" * 100,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_network_is_refused(data):
    with pytest.raises(UnusableNetwork):
        read(data)


def test_a_file_without_end_is_given_up(monkeypatch):
    monkeypatch.setattr(wire, "MOST_FIELDS", 10_000)
    with pytest.raises(UnusableNetwork, match="more parts than any network"):
        read(endless())


def test_every_cut_off_file_is_refused_or_read_in_time():
    data = small().SerializeToString()
    begun = time.perf_counter()
    for length in range(0, len(data), 3):
        try:
            read(data[:length])
        except UnusableNetwork:
            continue
        assert length > len(data) // 2, "what comes last in a file may be missing unnoticed"
    assert time.perf_counter() - begun < 30


def test_every_changed_byte_is_refused_or_read():
    data = bytearray(small().SerializeToString())
    for place in range(len(data)):
        for value in (0, 0x7F, 0xFF):
            kept, data[place] = data[place], value
            try:
                found = read(bytes(data))
                for tensor in found.initialisers.values():
                    constants.values(found, tensor)
            except UnusableNetwork:
                pass
            data[place] = kept


def test_a_shape_that_lies_takes_no_memory():
    model = small()
    model.graph.initializer[0].dims[:] = [1 << 40, 1 << 20]
    found = read(model.SerializeToString())
    assert constants.values(found, found.initialisers["raw"]) is None
    model.graph.initializer[0].dims[:] = [1 << 20]
    found = read(model.SerializeToString())
    with pytest.raises(UnusableNetwork, match="another size"):
        constants.values(found, found.initialisers["raw"])


def test_graphs_in_graphs_are_not_entered():
    inner = b""
    for _ in range(20_000):
        branch = wire.written(1, "then_branch") + wire.written(6, inner)
        inner = wire.written(1, wire.written(4, "If") + wire.written(5, branch))
    data = wire.written(1, 8) + wire.written(8, wire.written(2, 17)) + wire.written(7, inner)
    (node,) = read(data).nodes
    assert node.nested and node.attributes == {"then_branch": None}
