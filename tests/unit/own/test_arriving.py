"""What browsers make of files that somebody brings: the same as the command, without ever having one in memory."""

import hashlib
import json

import onnx
import pytest

from bright import CONTRACT, bright
from mattebox import InvalidOption, UnusableNetwork
from mattebox.graph.wire import in_memory
from mattebox.own import arriving, known, library
from mattebox.own.arriving import Arriving
from taken_apart import Kernel, network


class File:
    """A JavaScript file, and the most that was read of it at once."""

    def __init__(self, path):
        self.name, self.size, self.most = path.name, path.stat().st_size, 0
        self._data = path.read_bytes()

    def read(self, start, stop):
        self.most = max(self.most, stop - start)
        self.to_bytes = lambda: self._data[start:stop]
        return self


def chosen(*paths):
    return Arriving({path.name: arriving.source_of(File(path)) for path in paths})


def test_it_is_read_once_and_kept_as_it_is(tmp_path):
    path = bright(tmp_path / "mystery.onnx")
    read, written = [], []
    arrived = chosen(path)
    found = arrived.survey(read.append)
    assert sum(read) == path.stat().st_size
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert not found.known and len(found.descriptors) == 4 and found.descriptors[0]["note"] == known.GUESS
    arrived.copy(written.append)
    assert b"".join(written) == path.read_bytes()


def test_a_descriptor_beside_it_is_taken(tmp_path):
    path = bright(tmp_path / "a.onnx")
    for name in ("a.onnx.json", "a.json"):
        beside = tmp_path / name
        beside.write_text(json.dumps(CONTRACT))
        found = chosen(beside, path).survey(len_of)
        assert found.known and [each["title"] for each in found.descriptors] == ["Mine"]
        beside.unlink()


def len_of(_):
    pass


def test_what_was_taken_apart_is_put_together_as_the_command_does(tmp_path, monkeypatch):
    monkeypatch.setattr(library, "folder", lambda: tmp_path / "kept")
    path = tmp_path / "deform.onnx"
    path.write_bytes(network(Kernel()).SerializeToString())
    arrived, written = chosen(path), []
    assert arrived.survey(len_of).rewritten == 1
    arrived.copy(written.append)
    kept = library.keep(path, library.contracts(path)[0], "mine")
    assert b"".join(written) == kept.path.read_bytes()
    nodes = onnx.load_from_string(b"".join(written)).graph.node
    assert [node.op_type for node in nodes].count("DeformConv") == 1


def test_external_data_must_be_chosen_and_whole(tmp_path):
    path = bright(tmp_path / "a.onnx", external="weights.bin")
    data = tmp_path / "weights.bin"
    assert chosen(path, data).survey(len_of).data == {"weights.bin": "weights.bin"}
    with pytest.raises(UnusableNetwork, match=r"weights\.bin is missing") as caught:
        chosen(path)
    assert caught.value.reason == "data"
    data.write_bytes(data.read_bytes()[:-1])
    with pytest.raises(UnusableNetwork, match=r"weights\.bin ends too soon"):
        chosen(path, data)


def test_javascript_is_answered_in_json(tmp_path):
    reception = arriving.Reception()
    path = bright(tmp_path / "a.onnx")
    told = json.loads(reception.receive([File(path)], len_of))
    assert told["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest() and not told["known"]
    assert json.loads(reception.checked(json.dumps(CONTRACT)))["title"] == "Mine"
    assert json.loads(reception.checked("{}"))["trouble"] == "descriptor"
    written = []
    reception.write(written.append)
    assert b"".join(written) == path.read_bytes()
    path.write_bytes(b"")
    assert json.loads(reception.receive([File(path)], len_of))["trouble"] == "file"


def test_a_corrected_descriptor_is_checked_against_the_file(tmp_path):
    arrived = chosen(bright(tmp_path / "a.onnx"))
    assert arrived.checked(json.dumps(CONTRACT))["kind"] == "logits"
    with pytest.raises(InvalidOption, match="output is 'other'"):
        arrived.checked(json.dumps({**CONTRACT, "output": "other"}))


def test_troubles_are_told_by_their_reasons(tmp_path):
    def fail(error):
        raise error

    assert json.loads(arriving.answered(lambda: {"a": 1})) == {"a": 1}
    told = json.loads(arriving.answered(lambda: Arriving({"a.onnx": in_memory(b"no network")})))
    assert told["trouble"] == "file" and "no ONNX network" in told["text"]
    told = json.loads(arriving.answered(lambda: fail(InvalidOption("size is 3"))))
    assert told == {"trouble": "descriptor", "text": "size is 3"}
