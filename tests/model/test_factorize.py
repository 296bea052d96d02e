"""Splitting convolutions: on small networks built of what ISNet is built of, and on parts of ISNet."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import ModelProto, numpy_helper

from model import catalog, graph
from model.compress.factorize import Factors, choose, edges, factorize, split, split_cost
from model.compress.low_rank import Basis, Moments, Projection, input_projection, least_rank, output_basis, roots
from model.compress.moments import collect, of_pixels
from model.compress.network import Network, cost, parameters
from model.fetch import fetch
from small_network import RANDOM, SHAPES, WIDE, Tensor, build, picture, run


@pytest.fixture(scope="module")
def model() -> ModelProto:
    return build()


@pytest.fixture(scope="module")
def pictures() -> list[Tensor]:
    return [picture() for _ in range(3)]


@pytest.fixture(scope="module")
def moments(model: ModelProto, pictures: list[Tensor]) -> dict[str, Moments]:
    return collect(model, edges(model), pictures)


def whole(network: Network, moments: dict[str, Moments], *, inputs: bool = True, output: bool = True, share=0.0):
    """Each wide convolution split, whether it pays or not."""
    plan = {}
    for node in network.wide():
        weight, (edge,) = network.weight(node), node.output
        projections = tuple(
            input_projection(weight[:, part.start : part.stop], moments[part.edge], share)
            for part in network.parts(node)
        )
        basis = output_basis(moments[edge], share)
        plan[edge] = Factors(projections if inputs else (), basis if output else None)
    return plan


def test_wide_convolutions_and_the_edges_around_them(model: ModelProto):
    assert {node.output[0] for node in Network(model).wide()} == WIDE
    assert edges(model) == WIDE | {"in", "pooled", "coarse", "enlarged", "fine"}


@pytest.mark.parametrize(("inputs", "output"), [(True, False), (False, True), (True, True)])
def test_with_nothing_given_up_the_mask_is_the_same(
    model: ModelProto, moments: dict[str, Moments], inputs: bool, output: bool
):
    factored = split(model, whole(Network(model), moments, inputs=inputs, output=output))
    assert len(factored.graph.node) > len(model.graph.node)
    for size in (64, 128):
        x = picture(size)
        np.testing.assert_allclose(run(factored, x), run(model, x), rtol=0, atol=1e-5)


def test_a_projection_before_the_resize_equals_one_behind_it(model: ModelProto, moments: dict[str, Moments]):
    network = Network(model)
    (joint,) = (node for node in network.wide() if node.output[0] == "joint")
    weight, parts = network.weight(joint), network.parts(joint)
    assert [(part.edge, part.before, part.start, part.stop) for part in parts] == [
        ("enlarged", "coarser", 0, 32),
        ("fine", "fine", 32, 56),
    ]
    projections = [input_projection(weight[:, part.start : part.stop], moments[part.edge], 0.05) for part in parts]
    assert all(projection.rank < part.stop - part.start for projection, part in zip(projections, parts, strict=True))
    before = split(model, {"joint": Factors(tuple(projections))})
    # Behind the Resize: the same network with the projections multiplied into the convolution's own weight.
    behind = ModelProto()
    behind.CopyFrom(model)
    pieces = [
        np.einsum("oikl,ir,rj->ojkl", weight[:, part.start : part.stop], projection.up, projection.down)
        for part, projection in zip(parts, projections, strict=True)
    ]
    (tensor,) = (tensor for tensor in behind.graph.initializer if tensor.name == "joint weight")
    tensor.CopyFrom(numpy_helper.from_array(np.concatenate(pieces, 1).astype(np.float32), tensor.name))
    x = picture()
    np.testing.assert_allclose(run(before, x, "joint"), run(behind, x, "joint"), rtol=0, atol=1e-5)
    assert not np.allclose(run(before, x, "joint"), run(model, x, "joint"), atol=1e-3), "something was given up"
    resized = [node for node in before.graph.node if node.op_type == "Resize"]
    assert [node.input[0] for node in resized] == ["joint/in0/small"], "and the wide one is gone"


def test_a_projection_behind_a_convolution_is_merged_into_it(model: ModelProto, moments: dict[str, Moments]):
    plan = {edge: factors for edge, factors in whole(Network(model), moments, output=False).items() if edge == "first"}
    factored = split(model, plan)
    assert [(node.op_type, list(node.input)[:1], list(node.output)) for node in factored.graph.node[:2]] == [
        ("Conv", ["input"], ["first/in0"]),
        ("Conv", ["first/in0"], ["first"]),
    ]
    names = {tensor.name for tensor in factored.graph.initializer}
    assert not names & {"in weight", "in bias", "first weight"}, "nothing is left that no one reads"
    x = picture()
    np.testing.assert_allclose(run(factored, x), run(model, x), rtol=0, atol=1e-5)


def test_an_output_keeps_its_mean_and_loses_the_least(
    model: ModelProto, moments: dict[str, Moments], pictures: list[Tensor]
):
    for edge in WIDE:
        seen = moments[edge]
        basis = Basis(output_basis(seen, 0).vectors[:, :3], seen.mean)
        factored = split(model, {edge: Factors(output=basis)})
        old, new = ([run(m, x, edge) for x in pictures] for m in (model, factored))
        np.testing.assert_allclose(np.mean(new, (0, 1, 3, 4)), np.mean(old, (0, 1, 3, 4)), atol=1e-5)
        lost = np.mean(np.subtract(new, old) ** 2, (0, 1, 3, 4)).sum()
        assert lost == pytest.approx(np.linalg.eigvalsh(seen.covariance)[:-3].sum(), rel=1e-3), edge
        assert lost > 0.01 * np.trace(seen.covariance), edge


def test_what_is_given_up_stays_within_the_share(model: ModelProto, moments: dict[str, Moments]):
    """The input's projection bounds the error tap by tap; on a 1×1 kernel that is the whole error."""
    weight = RANDOM.normal(size=(20, 24, 1, 1))
    seen = moments["fine"]
    for share in (0.01, 0.1, 0.5):
        projection = input_projection(weight, seen, share)
        error = weight[:, :, 0, 0] @ (np.eye(24) - projection.up @ projection.down)
        lost = np.trace(error @ seen.second @ error.T)
        total = np.trace(weight[:, :, 0, 0] @ seen.covariance @ weight[:, :, 0, 0].T)
        assert lost <= share * total


def test_ranks_and_cost_fall_as_the_share_grows(model: ModelProto, moments: dict[str, Moments]):
    network = Network(model)
    ranks: list[list[int]] = []
    costs = []
    for share in (0, 0.01, 0.05, 0.2, 0.9):
        plan = whole(network, moments, share=share)
        ranks.append([part.rank for factors in plan.values() for part in (*factors.inputs, factors.output)])
        factored = factorize(model, moments, lambda _, share=share: share)
        costs.append(cost(factored))
        assert run(factored, picture(128)).shape == (1, 1, 64, 64)
    assert (np.diff(ranks, axis=0) <= 0).all() and min(ranks[-1]) < min(ranks[0])
    assert costs == sorted(costs, reverse=True) and costs[-1] < costs[0]


def test_cost_never_grows(model: ModelProto, moments: dict[str, Moments]):
    network = Network(model)
    for node in network.wide():
        for share in (0, 0.001, 0.1, 0.9):
            chosen = choose(network, node, moments, share)
            assert split_cost(network, node, chosen) <= split_cost(network, node, Factors())
    assert cost(factorize(model, moments, lambda _: 0)) <= cost(model)
    forced = split(model, whole(network, moments))
    assert cost(forced) > cost(model), "split at full rank costs more, so nothing is"
    assert {tensor.name for tensor in factorize(model, moments, lambda _: 0).graph.initializer} >= {"joint weight"}


def test_the_share_is_asked_for_each_convolution(model: ModelProto, moments: dict[str, Moments]):
    factored = factorize(model, moments, lambda edge: 0.3 if edge == "small" else 0)
    new = {node.name.split("/")[0] for node in factored.graph.node if "/" in node.name}
    assert new == {"small"}


def test_cost_counts_what_a_convolution_does(model: ModelProto):
    """At 256²: `in` gives 128², so does `joint`; `small` and `smaller` are at 64²."""
    areas = {"in": 128, "first": 128, "small": 64, "smaller": 64, "joint": 128, "mask": 128}
    assert cost(model) == sum(9 * o * i * areas[name] ** 2 for name, (o, i) in SHAPES.items())
    assert parameters(model) == 4 + sum(9 * o * i + o for o, i in SHAPES.values())


def test_moments_are_those_of_the_pixels(model: ModelProto, pictures: list[Tensor], moments: dict[str, Moments]):
    values = np.concatenate([run(model, x, "enlarged")[0].reshape(32, -1) for x in pictures], 1).astype(np.float64)
    np.testing.assert_allclose(moments["enlarged"].mean, values.mean(1), rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(moments["enlarged"].covariance, np.cov(values, bias=True), rtol=1e-4, atol=1e-6)
    many = RANDOM.normal(2, 3, (1, 2, 300, 300)).astype(np.float32)
    drawn = of_pixels(many, np.random.default_rng(1))
    np.testing.assert_allclose(drawn.mean, [2, 2], atol=0.2)
    np.testing.assert_allclose(drawn.covariance, [[9, 0], [0, 9]], atol=0.6)


def test_ranks():
    energies = np.float64([8, 4, 2, 1, 0.5, 0.25])
    assert least_rank(energies, 0, (1, 1)) == 6
    assert least_rank(energies, 1.75, (1, 1)) == 4, "2 is kept, what is after it is 1.75 in all; then the step of four"
    assert least_rank(energies, 100, (2, 99)) == 2
    assert least_rank(np.ones(100), 1000, (2, 24)) == 24
    root, inverse = roots(np.diag([4.0, 9.0, 0.0]))
    np.testing.assert_allclose(root @ inverse, np.eye(3), atol=1e-12)
    np.testing.assert_allclose(np.diag(root)[:2], [2, 3])


def test_isnet_with_nothing_given_up_gives_the_same_mask(cache_dir: Path):
    """Its own node kinds, names and weights; the moments are made up, for at full rank any will do."""
    main = catalog.load()["isnet"]
    model = graph.rewrite(onnx.load(fetch("isnet", main.source, cache_dir)), main.input.multiple)
    network = Network(model)
    # Behind the first convolution, on a skip beside an enlarged map, dilated.
    layers = "/stage1/rebnconvin/", "/stage1d/rebnconv1d/", "/stage5d/rebnconv4/"
    chosen = [node for node in network.wide() if node.output[0].startswith(layers)]
    assert len(chosen) == len(layers)
    plan = {}
    for node in chosen:
        weight, (edge,) = network.weight(node), node.output
        channels = [part.stop - part.start for part in network.parts(node)]
        projections, start = [], 0
        for count in channels:
            seen = Moments(np.zeros(count), np.diag(RANDOM.uniform(0.5, 2, count)))
            projections.append(input_projection(weight[:, start : start + count], seen, 0))
            start += count
        mean = RANDOM.normal(size=len(weight))
        made = Moments(mean, np.diag(RANDOM.uniform(0.5, 2, len(weight))) + np.outer(mean, mean))
        plan[edge] = Factors(tuple(projections), output_basis(made, 0))
    factored = split(model, plan)
    x = picture(128)
    np.testing.assert_allclose(run(factored, x), run(model, x), rtol=0, atol=1e-4)


def test_factors_are_plain_data():
    assert Projection(np.ones((2, 5)), np.ones((5, 2))).rank == 2
    assert Basis(np.ones((5, 3)), np.ones(5)).rank == 3
