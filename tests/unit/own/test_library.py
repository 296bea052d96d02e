"""Networks of one's own are added, listed, used and removed; what cannot be used leaves nothing behind."""

import io
import json

import numpy as np
import onnx
import pytest
from onnx import TensorProto
from PIL import Image

import mattebox
from bright import CONTRACT, bright
from mattebox import InvalidOption, UnusableNetwork, cli, native
from mattebox.own import library, running
from mattebox.own.running import OwnNetworks, open_networks
from taken_apart import HEIGHT, WIDTH, Kernel, network
from toy_networks import SIDE, picture, put_toys


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A person's data, and toys in the place of our networks."""
    toys = put_toys(tmp_path / "toys")
    monkeypatch.setattr(native, "own_networks", lambda: toys)
    monkeypatch.setattr(library, "folder", lambda: tmp_path / "data" / "models")
    return tmp_path


def described(path, **changes):
    path.with_name(f"{path.name}.json").write_text(json.dumps({**CONTRACT, **changes}))
    return path


def cut(model):
    with mattebox.Session(model=model, threads=1) as session:
        return session.cut(picture(64, 48))


def inside(cutout):
    return cutout.matte[20:28, 24:40].mean(), cutout.matte[:6].mean()


@pytest.mark.parametrize(
    ("kind", "weights"),
    [(TensorProto.FLOAT, "float"), (TensorProto.FLOAT16, "float"), (TensorProto.FLOAT, "int8")],
    ids=["float", "half", "int8"],
)
def test_added_networks_cut_by_name_file_and_descriptor(home, kind, weights, capsys):
    path = described(bright(home / "Mine too.onnx", kind=kind, weights=weights))
    assert cli.main(["models", "add", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["name"], told["title"], told["input"], told["licence"]) == (
        "mine-too",
        "Mine",
        [SIDE, SIDE],
        "not known",
    )
    for model in ("mine-too", path, path.with_name("Mine too.onnx.json")):
        result = cut(model)
        assert result.found and not result.notices
        assert inside(result) == (255, 0)
    assert cli.main(["models", "list", "--json"]) == 0
    assert [each["name"] for each in json.loads(capsys.readouterr().out)["own"]] == ["mine-too"]
    assert cli.main(["models", "remove", "mine-too"]) == 0
    assert library.names() == [] and list(library.folder().iterdir()) == []
    assert cli.main(["models", "remove", "mine-too"]) == 2


def test_the_command_cuts_with_it(home, capsys):
    cli.main(["models", "add", str(described(bright(home / "a.onnx"))), "--name", "mine"])
    source = home / "in.png"
    Image.fromarray(picture(64, 48)).save(source)
    capsys.readouterr()
    assert cli.main(["cut", str(source), str(home / "out.png"), "--model", "mine", "--json"]) == 0
    assert "mine" in json.loads(capsys.readouterr().out)["model"]
    assert Image.open(io.BytesIO((home / "out.png").read_bytes())).getpixel((32, 24))[3] == 255


def test_the_licence_is_told_before_it_is_kept(home, capsys, monkeypatch):
    licence = {"name": "CC-BY-NC-4.0", "link": "https://example.org/nc"}
    path = described(bright(home / "a.onnx"), licence=licence, note="Not for sale.")
    told = []

    def stop(*_):
        told.append(capsys.readouterr().err)
        raise UnusableNetwork("enough")

    monkeypatch.setattr(library, "keep", stop)
    assert cli.main(["models", "add", str(path)]) == 1
    assert "CC-BY-NC-4.0 https://example.org/nc" in told[0] and "Not for sale." in told[0]


def test_external_data_come_with_it(home):
    path = described(bright(home / "a.onnx", external="weights.bin"))
    kept = library.keep(path, library.contracts(path)[0], "mine")
    path.unlink()
    (home / "weights.bin").unlink()
    assert kept.size > SIDE * SIDE * 4 and inside(cut("mine")) == (255, 0)


@pytest.mark.parametrize("place", ["../weights.bin", "/etc/weights", "a\\b", "c:weights", "network.onnx"])
def test_external_data_elsewhere_are_refused(home, place):
    path = described(bright(home / "a.onnx", external="weights.bin"))
    model = onnx.load(path, load_external_data=False)
    for tensor in model.graph.initializer:
        for entry in tensor.external_data:
            if entry.key == "location":
                entry.value = place
    path.write_bytes(model.SerializeToString())
    with pytest.raises(UnusableNetwork, match="external data"):
        library.contracts(path)


def test_what_is_taken_apart_is_put_together_when_it_is_added(home):
    path = described(home / "deformed.onnx", size=[HEIGHT, WIDTH], kind="classes")
    path.write_bytes(network(Kernel(side=7)).SerializeToString())
    loose = library.found(path)
    kept = library.keep(path, loose.spec, "deformed")
    assert (kept.rewritten, loose.rewritten) == (1, 0) and kept.path.stat().st_size < path.stat().st_size
    tensor = np.random.default_rng(0).random((1, 3, HEIGHT, WIDTH), np.float32)
    before, after = (OwnNetworks(each).answer(tensor, each.spec) for each in (loose, kept))
    np.testing.assert_allclose(after, before, atol=2e-5 * np.abs(before).max())


@pytest.mark.parametrize(
    ("change", "answers"),
    [({"op": "Div", "steep": 0.0}, "numbers that are none"), ({"op": "NoSuchThing"}, "cannot be run")],
    ids=["NaN", "operator"],
)
def test_where_it_fails_ours_takes_its_place(home, change, answers, capsys):
    path = described(bright(home / "a.onnx", **change))
    result = cut(path)
    assert [each["code"] for each in result.notices] == ["network-failed"]
    assert result.found and inside(result) == (255, 0)
    assert cli.main(["doctor", "--model", str(path)]) == 1
    assert answers in capsys.readouterr().out


def test_out_of_memory_is_told_as_such(home, monkeypatch):
    networks = OwnNetworks(library.found(described(bright(home / "a.onnx"))))

    class Starved:
        def get_inputs(self):
            return [type("Input", (), {"name": "picture", "type": "tensor(float)"})]

        def get_outputs(self):
            return [type("Output", (), {"name": "answer"})]

        def run(self, *_):
            raise RuntimeError("std::bad_alloc")

    monkeypatch.setattr(native, "session", lambda *_: Starved())
    with pytest.raises(UnusableNetwork, match="Mine needs more memory than there is"):
        networks.answer(np.zeros((1, 3, SIDE, SIDE), np.float32), networks.specs["main"])


def test_unknown_files_are_tried(home, capsys):
    path = bright(home / "mystery.onnx")  # with x/255 − 0.5, of those that are tried, the disc alone is bright
    specs = library.contracts(path)
    assert len(specs) == 4
    y, x = np.mgrid[-1:1:64j, -1:1:64j]
    disc = np.hypot(x, y) < 0.5
    shown = Image.fromarray(np.where(disc[..., None], np.uint8(140), np.uint8(116)).repeat(3, 2))
    found = running.likeliest(path, specs, shown, disc.astype(np.float32))
    assert found.mean[0] in (0.5, 127.5)
    assert cli.main(["models", "add", str(path), "--json"]) == 0
    assert "guess" in json.loads(capsys.readouterr().out)["note"]


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"version https://git-lfs", bytes(99)])
def test_what_is_no_network_leaves_nothing(home, data, capsys):
    path = home / "a.onnx"
    path.write_bytes(data)
    assert cli.main(["models", "add", str(path)]) == 1
    assert "error: " in capsys.readouterr().err
    assert not library.folder().exists()


def test_what_cannot_be_loaded_is_not_kept(home, capsys):
    path = described(bright(home / "a.onnx", op="NoSuchThing"))
    assert cli.main(["models", "add", str(path)]) == 1
    assert "Mine cannot be run: " in capsys.readouterr().err
    assert library.names() == [] and list(library.folder().iterdir()) == []


def test_runtimes_without_deformable_convolutions_get_the_file_as_it_was(home, monkeypatch):
    path = described(home / "deformed.onnx", size=[HEIGHT, WIDTH], kind="classes")
    path.write_bytes(network(Kernel()).SerializeToString())
    real = native.session

    def older(file, *options):
        if b"DeformConv" in file.read_bytes():
            raise RuntimeError("no such operator")
        return real(file, *options)

    spec = library.contracts(path)[0]
    assert running.add(path, spec, "newer").rewritten == 1
    monkeypatch.setattr(native, "session", older)
    kept = running.add(path, spec, "older")
    assert kept.rewritten == 0 and kept.path.read_bytes() == path.read_bytes()


def test_half_copied_networks_leave_nothing(home, monkeypatch):
    path = described(bright(home / "a.onnx"))
    spec = library.contracts(path)[0]

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(library.segments, "copy", full)
    with pytest.raises(OSError, match="space"):
        library.keep(path, spec, "mine")
    assert list(library.folder().iterdir()) == [] and library.names() == []


def test_names_are_checked(home):
    path = described(bright(home / "a.onnx"))
    spec = library.contracts(path)[0]
    for name in ("", "..", "a/b", "Großes", "standard", "x" * 65):
        with pytest.raises(InvalidOption, match="name is"):
            library.keep(path, spec, name)
    library.keep(path, spec, "mine")
    with pytest.raises(InvalidOption, match="already"):
        library.keep(path, spec, "mine")
    with pytest.raises(mattebox.NoNetworks, match="no folder of networks"):
        open_networks("nowhere")


def test_damaged_ones_say_what_to_do(home):
    path = described(bright(home / "a.onnx"))
    library.keep(path, library.contracts(path)[0], "mine")
    (library.folder() / "mine" / library.TOLD).write_text("{}")
    with pytest.raises(UnusableNetwork, match="remove it and add it again"):
        open_networks("mine")
    library.remove("mine")


def test_closed_networks_say_so(home):
    networks = open_networks(described(bright(home / "a.onnx")))
    networks.close()
    with pytest.raises(mattebox.NoNetworks, match="closed"):
        networks.answer(np.zeros((1, 3, SIDE, SIDE), np.float32), networks.specs["main"])
