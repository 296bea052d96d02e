"""Eight bits for activations: what goes before (stem, channels, sizes), the ranges, and the graph that is written."""

import numpy as np
import onnx
import pytest
from onnx import ModelProto, TensorProto, numpy_helper

from model.compress import activations, rounding
from model.compress.activations import Quantizer
from model.compress.equalize import equalize
from model.compress.factorize import edges
from model.compress.groups import Groups
from model.compress.moments import collect
from model.compress.network import cost
from model.compress.prune import prune_channels
from model.compress.qdq import quantize_activations
from model.compress.stem import ONE, merge_stem
from model.quantizers import has_quantizers, without_quantizers
from small_network import SHAPES, Tensor, build, picture, run

SUMMED = ("fine", "pooled", "joined", "sum")  # edges that an Add ties together


@pytest.fixture(scope="module")
def model() -> ModelProto:
    return build()


@pytest.fixture(scope="module")
def pictures() -> list[Tensor]:
    return [picture() for _ in range(3)]


def weights(model: ModelProto) -> dict[str, np.ndarray]:
    return {tensor.name: numpy_helper.to_array(tensor).copy() for tensor in model.graph.initializer}


def with_weights(model: ModelProto, **changed: np.ndarray) -> ModelProto:
    copy = ModelProto()
    copy.CopyFrom(model)
    for tensor in copy.graph.initializer:
        if tensor.name.replace(" ", "_") in changed:
            tensor.CopyFrom(numpy_helper.from_array(changed[tensor.name.replace(" ", "_")], tensor.name))
    return copy


def test_a_merged_stem_computes_the_same_to_the_last_row_of_padding(model: ModelProto):
    merged = merge_stem(model)
    for size in (64, 96):
        x = picture(size)
        np.testing.assert_allclose(run(merged, x), run(model, x), atol=2e-6)
    x = picture()
    gathered = run(merged, x, "in")[0]
    assert gathered.shape[0] == 28 and (gathered[27] == np.float32(ONE)).all()
    np.testing.assert_array_equal(gathered[4], x[0, 0, ::2, ::2]), "the middle of the red window"


def test_a_stem_that_others_read_stays(model: ModelProto):
    copy = ModelProto()
    copy.CopyFrom(model)
    next(node for node in copy.graph.node if node.op_type == "Add").input[1] = "first"
    copy.graph.node[2].input[0] = "in"
    with pytest.raises(ValueError, match="in: what it makes"):
        merge_stem(copy)


def test_channels_that_never_fire_go_and_nothing_changes(model: ModelProto, pictures: list[Tensor]):
    constants = weights(model)
    weight, bias = constants["small weight"], constants["small bias"]
    weight[:20], bias[:20] = 0, -1
    bias[20:22] = 5 - 10 * (np.arange(2) == 0)  # one more that a Relu holds at zero
    weight[20] = 0
    quiet = with_weights(model, small_weight=weight, small_bias=bias)
    pruned = prune_channels(quiet, collect(quiet, edges(quiet), pictures), 1e-9)
    after = weights(pruned)
    assert after["small weight"].shape[0] == after["smaller weight"].shape[1] == 24, "a multiple of eight is left"
    assert after["first weight"].shape == (24, 16, 3, 3), "what an Add reads keeps its channels"
    for size in (64, 128):
        x = picture(size)
        np.testing.assert_allclose(run(pruned, x), run(quiet, x), atol=1e-5)
    assert cost(pruned) < cost(quiet)


def test_channels_that_matter_stay(model: ModelProto, pictures: list[Tensor]):
    pruned = prune_channels(model, collect(model, edges(model), pictures), 1e-9)
    assert {name: array.shape for name, array in weights(pruned).items()} == {
        name: array.shape for name, array in weights(model).items()
    }


def test_a_channels_mean_stays_when_it_goes(model: ModelProto, pictures: list[Tensor]):
    constants = weights(model)
    weight, bias = constants["small weight"], constants["small bias"]
    weight[:16] *= 1e-4
    bias[:16] = 3
    steady = with_weights(model, small_weight=weight, small_bias=bias)
    pruned = prune_channels(steady, collect(steady, edges(steady), pictures), 1e-5)
    assert weights(pruned)["small weight"].shape[0] == 24
    middle = np.s_[0, 0, 16:-16, 16:-16]
    x = picture(96)
    np.testing.assert_allclose(run(pruned, x)[middle], run(steady, x)[middle], atol=2e-3)


def test_equalising_changes_sizes_and_not_the_mask(model: ModelProto, pictures: list[Tensor]):
    constants = weights(model)
    loud = with_weights(
        model,
        small_weight=constants["small weight"] * np.geomspace(0.1, 10, 40, dtype=np.float32)[:, None, None, None],
        joint_weight=constants["joint weight"] * np.geomspace(0.2, 5, 24, dtype=np.float32)[:, None, None, None],
    )
    samples = activations.collect(loud, pictures)
    even, after = equalize(loud, samples)
    x = picture(96)
    np.testing.assert_allclose(run(even, x), run(loud, x), atol=1e-5)

    def sizes(values: Tensor) -> np.ndarray:
        return np.quantile(np.abs(values), 0.9999, axis=1)

    def spread(values: Tensor) -> float:
        return float(sizes(values).max() / sizes(values)[sizes(values) > 0].min())

    assert spread(after["coarse"]) < spread(samples["coarse"]) ** 0.5
    for edge in ("coarse", "both", "sum"):
        again = activations.collect(even, pictures)[edge]
        np.testing.assert_allclose(again, after[edge], rtol=1e-3, atol=1e-4)
    largest = [max(float(sizes(after[edge]).max()) for edge in group) for group in (("coarser", "enlarged"), SUMMED)]
    assert largest[0] == pytest.approx(largest[1], rel=1e-3), "what is read together is alike"


def test_which_edges_are_held_in_eight_bits(model: ModelProto):
    assert activations.quantized_edges(model) == [
        *("in", "fine", "pooled", "coarse", "coarser", "enlarged", "both", "joined", "sum"),
    ]  # not what a Relu cuts, nor the mask and its logits


def test_ranges_let_the_rare_through_and_keep_zero():
    samples = np.float32([np.r_[np.linspace(0, 1, 9999), 100]])
    relu = onnx.helper.make_node("Relu", ["x"], ["a"])
    pool = onnx.helper.make_node("MaxPool", ["a"], ["b"])
    model = ModelProto()
    model.graph.node.extend([relu, pool])
    found = activations.ranges(model, {"a": samples, "b": samples / 2}, 1e-3)
    assert found["a"] == found["b"] and found["a"].zero == 0, "pooling hands codes on"
    assert found["a"].scale == pytest.approx(1 / 255, rel=0.01)
    signed = activations.quantizer(-1, 3)
    assert signed.zero == 64 and (signed.zero - signed.zero) * signed.scale == 0
    assert activations.quantizer(0, 0) == Quantizer(1.0, 0)


def test_a_picture_is_quantised_where_that_is_exact():
    assert activations.of_input((128, 128, 128), (256, 256, 256), scaled=False) == Quantizer(1 / 256, 128)
    assert activations.of_input((0.4, 0.4, 0.5), (1, 1, 1), scaled=False) is None
    assert activations.of_input((128, 128, 128), (256, 256, 256), scaled=True) is None


@pytest.fixture(scope="module")
def written(model: ModelProto, pictures: list[Tensor]) -> ModelProto:
    return in_eight_bits(model, pictures)


def in_eight_bits(model: ModelProto, pictures: list[Tensor]) -> ModelProto:
    quantizers = activations.ranges(model, activations.collect(model, pictures), 1e-4)
    return quantize_activations(model, quantizers, rounding.collect(model, pictures, quantizers))


def test_a_quantised_network_says_nearly_the_same(model: ModelProto, written: ModelProto):
    assert has_quantizers(written)
    x = picture(96)
    assert np.abs(run(written, x) - run(model, x)).mean() < 0.01
    types = {tensor.name: tensor.data_type for tensor in written.graph.initializer}
    codes = [name for name, kind in types.items() if kind == TensorProto.INT8]
    assert len(codes) == len(SHAPES) - 1, "the picture's reader stays: the picture has no quantiser"
    bare = without_quantizers(written)
    assert np.abs(run(bare, x) - run(model, x)).mean() < 0.003, "weights alone"


def test_writing_twice_gives_the_same_bytes(model: ModelProto, written: ModelProto, pictures: list[Tensor]):
    again = in_eight_bits(model, pictures)
    assert again.SerializeToString(deterministic=True) == written.SerializeToString(deterministic=True)


def test_groups():
    groups = Groups()
    groups.join("a", "b")
    groups.join("c", "b")
    assert groups.of("a") == groups.of("c") != groups.of("d")


def test_pixels_and_constant_pass_a_quantised_stem_unrounded(model: ModelProto):
    merged = merge_stem(model)
    exact = Quantizer(1 / 256, 128)
    quantizers = {"input": exact, "in": exact}
    written = quantize_activations(merged, quantizers, rounding.collect(merged, [picture()], quantizers))
    codes = np.random.default_rng(1).integers(0, 256, (1, 3, 64, 64))
    x = ((codes - 128) / 256).astype(np.float32)
    (gathered,) = (node.output[0] for node in written.graph.node if node.op_type == "Conv" and node.name == "e0")
    found = run(written, x, gathered)
    np.testing.assert_allclose(found, run(merged, x, "in"), atol=1e-6)
