"""Networks of people's own: brought, tried, corrected, used, removed; harmful files are told in a sentence each."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
from playwright.sync_api import Page, expect

from bright import CONTRACT, bright
from looks import axe_faults, overflowing
from mode_menu import pick
from own_networks import add, bring, modes, open_dialog, told, try_out
from static_host import StaticHost
from toy_networks import SIDE, picture
from visitor import Visitor, cut, latest, settle, wait_until

pytestmark = pytest.mark.toys

LIMIT, SHORT = b"LONGEST_MS = 300_000", b"LONGEST_MS = 4_000"


@pytest.fixture
def block(tmp_path: Path) -> Path:
    path = tmp_path / "block.png"
    Image.fromarray(picture(96, 64)).save(path)
    return path


def described(path: Path, **changes: object) -> tuple[Path, Path]:
    beside = path.with_name(f"{path.name}.json")
    beside.write_text(json.dumps({**CONTRACT, **changes}))
    return path, beside


def test_a_network_is_read_tried_added_used_and_removed(
    page: Page, tmp_path: Path, block: Path, artefacts: Path
) -> None:
    open_dialog(page)
    expect(page.locator("#models-none")).to_be_visible()
    bring(page, bright(tmp_path / "mystery.onnx"))
    expect(page.locator("#models-try")).to_be_focused()
    facts = page.locator("#models-facts").inner_text()
    assert "Not recognised" in facts and "Make sure that you may use it" in facts and f"{SIDE} × {SIDE}" in facts
    assert page.locator("#models-add").is_disabled()
    try_out(page)
    assert "It took" in told(page)
    expect(page.locator("#models-theirs")).to_be_visible()
    for name, width in (("wide", 1280), ("narrow", 360)):
        page.set_viewport_size({"width": width, "height": 800})
        page.locator("#models").evaluate("(dialog) => (dialog.scrollTop = 0)")
        page.screenshot(path=artefacts / f"models-{name}.png")
        assert overflowing(page) == []
    page.set_viewport_size({"width": 1280, "height": 720})
    page.locator("#models-correct summary").click()
    assert axe_faults(page) == []

    page.fill("#models-descriptor", json.dumps({**CONTRACT, "output": "nothing"}))
    assert page.locator("#models-add").is_disabled()
    try_out(page)
    assert "description is not right" in told(page) or "descriptor is not right" in told(page)
    assert "output is 'nothing'" in page.locator("#models-detail").inner_text()
    page.fill("#models-descriptor", json.dumps({**CONTRACT, "title": "Corrected"}))
    try_out(page)
    page.click("#models-add")
    expect(page.locator("#models-list")).to_contain_text("Corrected")
    page.get_by_role("button", name="Use: Corrected").click()
    own = modes(page)[-1]
    assert own.startswith("own:") and page.locator("#mode").input_value() == own
    result = cut(page, block)
    assert result.info["model"] == "Corrected" and "inference" in result.timings and result.notices == []

    page.reload()  # it stays, and so does the choice
    page.locator("html[data-ready=true]").wait_for(state="attached")
    wait_until(page, lambda: page.locator("#mode").input_value() == own, "the mode")
    page.click("#open-about")
    expect(page.locator("#kept")).to_contain_text("Own networks")
    page.click("#open-models")
    page.get_by_role("button", name="Remove: Corrected").click()
    expect(page.get_by_role("button", name="Keep: Corrected")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Remove: Corrected").click()
    page.get_by_role("button", name="Remove: Corrected").click()
    expect(page.locator("#models-none")).to_be_visible()
    page.keyboard.press("Escape")
    assert page.locator("#mode").input_value() == "standard" and own not in modes(page)
    assert page.evaluate(FOLDERS) == []


FOLDERS = """async () => {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("models");
  const names = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}"""

EMPTIED = """async (id) => {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("models");
  const out = await (await (await folder.getDirectoryHandle(id)).getFileHandle("network.onnx")).createWritable();
  await out.truncate(9);
  await out.close();
}"""


def test_what_fails_is_replaced_and_the_picture_is_not_lost(page: Page, tmp_path: Path, block: Path) -> None:
    mode = add(page, *described(bright(tmp_path / "a.onnx", steep=41), title="Fragile"))
    page.evaluate(EMPTIED, mode.removeprefix("own:"))
    page.reload()
    page.locator("html[data-ready=true]").wait_for(state="attached")
    wait_until(page, lambda: mode in modes(page), "the mode")
    pick(page, mode)
    result = cut(page, block)
    assert [each["code"] for each in result.notices] == ["own-failed"] and result.found
    expect(page.locator("#message")).to_contain_text("Fragile was not used.")
    pick(page, "standard")
    assert settle(page) == "done" and latest(page).notices == []


def flat(
    path: Path, *, given: list[int | str], answer: list[int | str], node: onnx.NodeProto, **values: object
) -> Path:
    initial = [numpy_helper.from_array(np.asarray(value), name) for name, value in values.items()]
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name, shape in (("picture", given), ("answer", answer))
    ]
    graph = helper.make_graph([node], "hostile", ends[:1], ends[1:], initial)
    path.write_bytes(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9).SerializeToString()
    )
    return path


def not_onnx(folder: Path) -> list[Path]:
    path = folder / "text.onnx"
    path.write_text("This is no network." * 99)
    return [path]


def empty(folder: Path) -> list[Path]:
    path = folder / "empty.onnx"
    path.touch()
    return [path]


def without_data(folder: Path) -> list[Path]:
    return [bright(folder / "a.onnx", external="weights.bin")]


def huge(folder: Path) -> list[Path]:
    path = folder / "huge.onnx"
    with path.open("wb") as file:
        file.truncate(3 << 30)
    return [path]


def wrong_rank(folder: Path) -> list[Path]:
    node = helper.make_node("Identity", ["picture"], ["answer"])
    return [flat(folder / "rank.onnx", given=[3, SIDE], answer=[3, SIDE], node=node)]


REFUSED = {
    not_onnx: "is no ONNX network",
    empty: "is no ONNX network",
    without_data: "lie in other files",
    huge: "larger than a browser can run",
    wrong_rank: "does not take one picture",
}


def no_mask(folder: Path) -> list[Path]:
    node = helper.make_node("ReduceMean", ["picture", "axes"], ["answer"], keepdims=0)
    return [flat(folder / "vector.onnx", given=[1, 3, SIDE, SIDE], answer=[1], node=node, axes=np.int64([1, 2, 3]))]


def not_numbers(folder: Path) -> list[Path]:
    return [bright(folder / "nan.onnx", steep=float("nan"))]


def unknown_operator(folder: Path) -> list[Path]:
    return [bright(folder / "operator.onnx", op="NoSuchThing")]


def hungry(folder: Path) -> list[Path]:
    node = helper.make_node("Resize", ["picture", "", "scales"], ["answer"], mode="nearest")
    scales = np.float32([1, 1, 1000, 1000])
    return [flat(folder / "hungry.onnx", given=[1, 3, SIDE, SIDE], answer=[1, 3, "h", "w"], node=node, scales=scales)]


FAILING = {
    no_mask: "is no mask",
    not_numbers: "numbers that are none",
    unknown_operator: "refused the network",
    hungry: "needs more memory",
}


def test_hostile_files_are_told_in_a_sentence_and_the_page_goes_on(page: Page, tmp_path: Path, block: Path) -> None:
    open_dialog(page)
    for make, sentence in REFUSED.items():
        bring(page, *make(tmp_path))
        assert sentence in told(page), make.__name__
        expect(page.locator("#models-new")).to_be_hidden()
    for make, sentence in FAILING.items():
        bring(page, *make(tmp_path))
        try_out(page)
        assert sentence in told(page), make.__name__
        assert page.locator("#models-add").is_disabled()
    page.click("#models-discard")
    page.keyboard.press("Escape")
    assert not [each for each in page.evaluate(FOLDERS) if f"own:{each}" not in modes(page)]  # nothing is left behind
    assert cut(page, block).found


def test_shapes_that_are_not_told_are_chosen_by_the_picture(page: Page, tmp_path: Path) -> None:
    node = helper.make_node("ReduceMean", ["picture", "axes"], ["answer"], keepdims=1)
    given, answer = [1, 3, "height", "width"], [1, 1, "height", "width"]
    path = flat(tmp_path / "dynamic.onnx", given=given, answer=answer, node=node, axes=np.int64([1]))
    open_dialog(page)
    bring(page, path)
    assert "As wide and high as the picture asks for" in page.locator("#models-facts").inner_text()
    try_out(page)
    assert "It took" in told(page)
    page.keyboard.press("Escape")


def endless(path: Path) -> Path:
    body = helper.make_graph(
        [helper.make_node("Identity", [f"{name} in"], [f"{name} out"]) for name in ("on", "x")],
        "body",
        [
            helper.make_tensor_value_info("i", TensorProto.INT64, []),
            helper.make_tensor_value_info("on in", TensorProto.BOOL, []),
            helper.make_tensor_value_info("x in", TensorProto.FLOAT, [1, 3, SIDE, SIDE]),
        ],
        [
            helper.make_tensor_value_info("on out", TensorProto.BOOL, []),
            helper.make_tensor_value_info("x out", TensorProto.FLOAT, [1, 3, SIDE, SIDE]),
        ],
    )
    node = helper.make_node("Loop", ["times", "on", "picture"], ["answer"], body=body)
    shape = [1, 3, SIDE, SIDE]
    return flat(path, given=shape, answer=shape, node=node, times=np.int64(1 << 60), on=np.bool_(True))


def test_one_that_never_ends_is_stopped(
    new_visitor: Callable[..., Visitor], own_host: StaticHost, tmp_path: Path, block: Path
) -> None:
    script = (own_host.folder / "engine/python/own-networks.js").read_bytes()
    assert LIMIT in script
    own_host.changed["engine/python/own-networks.js"] = script.replace(LIMIT, SHORT)
    page = new_visitor(own_host).open()
    open_dialog(page)
    bring(page, endless(tmp_path / "endless.onnx"))
    try_out(page)
    assert "had not answered after five minutes" in told(page)
    page.keyboard.press("Escape")
    assert cut(page, block).found


def test_what_is_being_read_can_be_cancelled(page: Page, tmp_path: Path) -> None:
    path = bright(tmp_path / "large.onnx", side=4096, steep=2)  # 67 MB
    open_dialog(page)
    page.set_input_files("#models-file", path)
    page.click("#models-cancel")
    expect(page.locator("#models-state")).to_have_text("Cancelled.")
    expect(page.locator("#models-work")).to_be_hidden()
    page.keyboard.press("Escape")


NO_STORAGE = "navigator.storage.getDirectory = () => Promise.reject(new Error('denied'))"


def test_a_browser_that_stores_nothing_says_so(new_visitor: Callable[..., Visitor], tmp_path: Path) -> None:
    visitor = new_visitor()
    page = visitor.open()
    page.on(
        "worker", lambda worker: worker.evaluate("navigator.storage.getDirectory = () => Promise.reject(new Error())")
    )
    open_dialog(page)
    bring(page, bright(tmp_path / "a.onnx"))
    assert "does not let Mattebox store files" in told(page)
