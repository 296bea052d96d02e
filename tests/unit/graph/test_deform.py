"""Deformable convolutions that were taken apart compute the same as one node."""

import io
from dataclasses import replace

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import helper, numpy_helper

from mattebox.graph import deform, segments, structure, wire
from taken_apart import HEIGHT, WIDTH, Kernel, network

KERNELS = {
    **{
        f"{side}x{side}-{'mask' if masked else 'plain'}": Kernel(side, masked)
        for side in (1, 3, 7)
        for masked in (0, 1)
    },
    "strides": Kernel(stride=2),
    "dilations": Kernel(dilation=2),
    "groups": Kernel(groups=2),
    "bias": Kernel(bias=True),
    "bias-plain": Kernel(bias=True, masked=False),
    "elements": Kernel(way="elements"),
    "reshaped": Kernel(way="nd-reshaped"),
    "opset-20": Kernel(opset=20),
}


def rewritten(model, others=None):
    """The new file's bytes, and how many convolutions were put together; None if the file stays."""
    source = wire.in_memory(model.SerializeToString())
    found = deform.to_deform_conv(structure.read(source, others))
    if found is None:
        return None
    out = io.BytesIO()
    segments.copy(source, found.segments, out.write)
    assert len(out.getvalue()) == segments.size(found.segments)
    return out.getvalue(), found.count


def answer(data):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = 1, 3
    session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    given = np.random.default_rng(0).normal(size=(1, 3, HEIGHT, WIDTH)).astype(np.float32)
    return session.run(None, {"input": given})[0]


@pytest.mark.parametrize("kernel", KERNELS.values(), ids=KERNELS)
def test_one_node_answers_as_the_many_did(kernel):
    model = network(kernel)
    data, count = rewritten(model)
    new = onnx.load_model_from_string(data)
    onnx.checker.check_model(new, full_check=True)
    ops = [node.op_type for node in new.graph.node]
    assert count == ops.count("DeformConv") == 1
    assert not {"GatherND", "GatherElements", "Floor", "Pad"} & set(ops)
    assert new.opset_import[0].version == max(19, kernel.opset)
    old = answer(model.SerializeToString())
    np.testing.assert_allclose(answer(data), old, atol=2e-5 * np.abs(old).max())


def change(model, op, number, **attributes):
    """Replace attributes of the nth node of a kind."""
    node = [node for node in model.graph.node if node.op_type == op][number]
    kept = [each for each in node.attribute if each.name not in attributes]
    del node.attribute[:]
    node.attribute.extend(kept)
    node.attribute.extend(helper.make_attribute(name, value) for name, value in attributes.items())


def test_what_only_looks_like_one_stays_as_it_is():
    ordinary = network(Kernel())
    assert rewritten(ordinary) is not None
    reflecting = network(Kernel())
    change(reflecting, "Pad", 0, mode="reflect")
    otherwise_laid_out = network(Kernel())
    change(otherwise_laid_out, "Transpose", -1, perm=[0, 1, 4, 3, 5, 2])
    old = network(Kernel())
    old.opset_import[0].version = 12
    other = network(Kernel())
    for each in other.graph.node:
        each.domain = "somebodys.own"
    assert [rewritten(each) for each in (reflecting, otherwise_laid_out, old, other)] == [None] * 4


def test_a_grid_that_is_no_kernels_stays():
    model = network(Kernel())
    for node in model.graph.node:
        for each in node.attribute:
            if each.name == "value" and len(each.t.dims) == 6:
                grid = numpy_helper.to_array(each.t).copy()
                grid[0, 0, 4, 1, 3, 3] += 1
                each.t.CopyFrom(numpy_helper.from_array(grid))
    assert rewritten(model) is None


def test_graphs_in_nodes_stay():
    model = network(Kernel())
    inner = helper.make_graph([], "inner", [], [])
    model.graph.node.append(helper.make_node("If", ["x"], ["y"], then_branch=inner, else_branch=inner))
    assert rewritten(model) is None


def test_a_grid_of_another_file_is_read_there(tmp_path):
    model = network(Kernel())
    path = tmp_path / "a.onnx"
    for node in model.graph.node:
        for each in node.attribute:
            if each.name == "value" and len(each.t.dims) == 6:
                name = each.t.name = "grid"
                model.graph.initializer.append(each.t)
                node.op_type, gone = "Identity", node.output[0]
                del node.attribute[:]
                node.input.append(name)
                assert gone
    onnx.save(model, path, save_as_external_data=True, location="a.data", size_threshold=64)
    model = onnx.load(path, load_external_data=False)
    assert rewritten(model) is None, "without it nobody knows where it samples"
    other = wire.in_memory((tmp_path / "a.data").read_bytes())
    data, count = rewritten(model, {"a.data": other})
    (tmp_path / "b.onnx").write_bytes(data)
    assert count == 1
    np.testing.assert_allclose(answer(str(tmp_path / "b.onnx")), answer(str(path)), atol=1e-4)


def test_weights_are_ranges_of_the_old_file():
    model = network(replace(Kernel(), side=7))
    source = wire.in_memory(model.SerializeToString())
    found = deform.to_deform_conv(structure.read(source))
    new = sum(len(each) for each in found.segments if isinstance(each, bytes))
    assert new < 2000 < segments.size(found.segments)
